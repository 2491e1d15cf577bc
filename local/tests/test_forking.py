import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from local.forking import ForkedProcess, ForkServer
from local.paths import BACKEND, ROOT
from local.process import Process

SLEEP = ["sh", "-c", "echo asleep; exec sleep 60"]


@pytest.fixture
async def loaded(tmp_path: Path) -> AsyncIterator[ForkServer]:
    environment = {**os.environ, "PYTHONPATH": str(BACKEND)}
    server = ForkServer(environment=environment, log=tmp_path / "fork-server.log")
    yield server
    await server.stop()


@pytest.fixture
async def broken(tmp_path: Path) -> AsyncIterator[ForkServer]:
    """Return a fork server of code that cannot be loaded, which starts fastest."""
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "nowhere"}
    server = ForkServer(environment=environment, log=tmp_path / "fork-server.log")
    yield server
    await server.stop()


async def run(process: ForkedProcess) -> tuple[bytes, int]:
    return await process.stdout.read(), await process.wait()


async def test_fork_runs_programs_modules_and_scripts_of_what_is_loaded(
    loaded: ForkServer, tmp_path: Path
) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import os, sys, threading; from apps.accounts.models import User\n"
        "assert len(sys.modules) > 1000 and threading.active_count() == 1\n"
        "print(sys.argv, os.getsid(0) == os.getpid(), file=sys.stderr); sys.exit(7)"
    )
    forked = [
        await loaded.fork(command)
        for command in (
            ["python", str(script), "--one"],
            ["celery", "--app", "config.celery", "report"],
            ["python", "-m", "config.flower", "--help"],
        )
    ]
    (own, code), (report, succeeded), (usage, _) = [await run(each) for each in forked]

    assert (own.decode().strip(), code) == (f"['{script}', '--one'] True", 7)
    assert b"celery_scale_to_zero.broker.transport:Transport" in report
    assert succeeded == 0
    assert b"administrating Celery clusters" in usage


async def test_fork_leaves_an_error_in_the_code_to_each_process(broken: ForkServer) -> None:
    # The interpreter reads this itself: it was not forked, but executed.
    process = await broken.fork(["python", "-c", "import nowhere"])
    printed, code = await run(process)

    assert b"No module named 'nowhere'" in printed
    assert code == 1
    assert "No module named 'nowhere'" in broken.log.read_text()
    with pytest.raises(ProcessLookupError):
        process.send_signal(signal.SIGTERM)


async def test_process_that_is_forked_is_heard_and_stopped(
    broken: ForkServer, tmp_path: Path
) -> None:
    heard: list[str] = []
    process = Process(
        name="forked",
        command=SLEEP,
        folder=tmp_path,
        environment={},
        log=tmp_path / "forked.log",
        hear=lambda name, line: heard.append(f"{name}: {line}"),
        fork=broken.fork,
    )
    await process.start()
    while not heard:
        await asyncio.sleep(0.01)
    assert process.is_running

    await process.stop()

    assert heard == ["forked: asleep"]
    assert await process.wait() == -signal.SIGTERM


async def test_killed_fork_server_ends_what_it_forked_and_starts_again(broken: ForkServer) -> None:
    process = await broken.fork(SLEEP)
    await process.stdout.readline()
    assert broken.running is not None
    broken.running.kill()

    assert await asyncio.wait_for(process.wait(), 10) < 0
    assert process.returncode == -signal.SIGKILL
    assert await run(await broken.fork(["echo", "again"])) == (b"again\n", 0)


async def test_fork_that_nobody_waits_for_is_ended_with_the_server(broken: ForkServer) -> None:
    forking = asyncio.create_task(broken.fork(SLEEP))
    while broken.forked is None:
        await asyncio.sleep(0)
    forking.cancel()

    await broken.stop()

    assert broken.running is None


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_forked_process_ends_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom local.forking import ForkServer\n"
        "async def main():\n"
        "  server = ForkServer(environment={'PATH': '/usr/bin:/bin'}, log=Path(sys.argv[1]))\n"
        "  process = await server.fork(['sleep', '60'])\n  print(process.pid, flush=True)\n"
        "  await process.wait()\n"
        "asyncio.run(main())"
    )
    supervisor = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "log")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert supervisor.stdout is not None
    forked = psutil.Process(int(supervisor.stdout.readline()))
    supervisor.kill()
    supervisor.wait()
    psutil.wait_procs([forked], 5)
    assert not forked.is_running() or forked.status() == "zombie"
