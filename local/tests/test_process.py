import asyncio
import os
import signal
import subprocess
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import psutil
import pytest

from local import process as module
from local.process import Process, end_with


def shell(tmp_path: Path, script: str, heard: list[str]) -> Process:
    return Process(
        name="shell",
        command=["sh", "-c", script],
        folder=tmp_path,
        environment={"PATH": os.environ["PATH"]},
        log=tmp_path / "shell.log",
        hear=lambda name, line: heard.append(f"{name}: {line}"),
    )


async def test_process_output_is_logged_and_reported(tmp_path: Path) -> None:
    heard: list[str] = []
    process = shell(tmp_path, "echo one; echo two >&2; exit 3", heard)
    await process.start()

    assert await process.wait() == 3
    assert heard == ["shell: one", "shell: two"]
    assert list(process.last_lines) == ["one", "two"]
    assert (tmp_path / "shell.log").read_text() == "one\ntwo\n"


async def test_stop_ends_children_and_stubborn_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STOP_TIMEOUT_SECONDS", 0.3)
    heard: list[str] = []
    process = shell(tmp_path, "trap '' TERM; sleep 60 & echo $!; while :; do sleep 1; done", heard)
    await process.start()
    while not heard:
        await asyncio.sleep(0.01)
    child = int(heard[0].split()[1])

    await process.stop()

    assert process.running is not None
    assert process.running.returncode == -signal.SIGKILL
    with suppress(psutil.NoSuchProcess):
        orphan = psutil.Process(child)
        psutil.wait_procs([orphan], 5)
        assert not orphan.is_running() or orphan.status() == "zombie"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_process_ends_with_a_killed_supervisor(tmp_path: Path) -> None:
    code = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom local.process import Process\n"
        "async def main():\n"
        "  process = Process(name='p', command=['sleep', '60'], folder=Path('/'),"
        " environment={}, log=Path(sys.argv[1]), hear=print)\n"
        "  await process.start()\n  print(process.running.pid, flush=True)\n"
        "  await process.wait()\n"
        "asyncio.run(main())"
    )
    supervisor = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "log")],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert supervisor.stdout is not None
    child = psutil.Process(int(supervisor.stdout.readline()))
    supervisor.kill()
    supervisor.wait()
    psutil.wait_procs([child], 5)
    assert not child.is_running() or child.status() == "zombie"


async def test_process_survives_long_lines_and_a_closed_terminal(tmp_path: Path) -> None:
    def closed(name: str, line: str) -> None:
        raise BrokenPipeError

    process = shell(tmp_path, "head -c 3000000 /dev/zero | tr '\\0' x; echo; echo last", [])
    process.hear = closed
    await process.start()

    assert await asyncio.wait_for(process.wait(), 20) == 0
    assert process.last_lines[-1] == "last"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_process_ends_whose_parent_is_gone_before_it_starts() -> None:
    nobody = os.getpid() + 1
    started = subprocess.run(["sleep", "60"], preexec_fn=partial(end_with, nobody, signal.SIGKILL))

    assert started.returncode == -signal.SIGKILL
