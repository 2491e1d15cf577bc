"""Reactions of the supervisor to the death of a process.

The browser tests start and stop everything for real.
"""

import asyncio
import os
from pathlib import Path
from time import monotonic

import pytest

from local import application as module
from local.application import Application, BackendCode, StoppedError
from local.frontend import FrontEnd
from local.paths import BACKEND
from local.process import Process


@pytest.fixture
def application(tmp_path: Path) -> Application:
    front_end = FrontEnd("frontend", 8080)
    return Application(tmp_path, front_ends=[front_end], settings="ci", durable=False)


def mortal(tmp_path: Path, script: str) -> Process:
    return Process(
        name="mortal",
        command=["sh", "-c", script],
        folder=tmp_path,
        environment={"PATH": os.environ["PATH"]},
        log=tmp_path / "mortal.log",
        hear=lambda name, line: None,
        reloads=True,
    )


async def test_ended_process_is_restarted(
    application: Application, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    process = mortal(tmp_path, "test -e second || { touch second; exit 7; }; exec sleep 60")
    await application._start(process)
    first = process.running
    keep_alive = asyncio.create_task(application._keep_alive())
    while process.running is first:
        await asyncio.sleep(0.01)
    keep_alive.cancel()

    assert process.running is not None
    assert process.running.returncode is None
    assert "mortal exited with code 7 and is restarted" in capsys.readouterr().out
    await application._stop_all()
    assert process.running.returncode is not None


async def test_crashing_process_is_reported_with_its_output(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RESTART_DELAY_SECONDS", 0)
    await application._start(mortal(tmp_path, "echo out of luck; exit 7"))

    with pytest.raises(StoppedError) as stopped:
        await asyncio.wait_for(application._keep_alive(), 10)

    assert "mortal exited with code 7" in str(stopped.value)
    assert "out of luck" in str(stopped.value)
    assert "3 times within a minute" in str(stopped.value)


async def test_process_broken_by_a_change_waits_for_the_next(
    application: Application, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    process = mortal(tmp_path, "test -e fixed || { echo SyntaxError; exit 1; }; exec sleep 60")
    application.reloaded_at = monotonic()
    keep_alive = asyncio.create_task(application._keep_alive())
    await application._start(process)
    while "Fix it and save" not in capsys.readouterr().out:
        await asyncio.sleep(0.01)
    assert process.running is not None
    assert process.running.returncode == 1

    (tmp_path / "fixed").touch()
    await application._reload()

    assert process.running.returncode is None
    keep_alive.cancel()
    await application._stop_all()


async def test_concurrent_reload_and_restart_start_once(
    application: Application, tmp_path: Path
) -> None:
    process = mortal(tmp_path, "echo $$ >> started; exec sleep 60")
    await asyncio.gather(application._start(process), application._start(process))
    while not (tmp_path / "started").exists():
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)

    assert len((tmp_path / "started").read_text().split()) == 1
    await application._stop_all()
    await application._start(process)
    assert not process.is_running


@pytest.mark.parametrize(
    ("path", "reloads"),
    [
        ("apps/statements/tasks.py", True),
        ("config/templates/admin/base_site.html", True),
        ("apps/statements/bank_formats/chase_credit.json", True),
        ("apps/statements/tests/test_tasks.py", False),
        ("apps/statements/__pycache__/tasks.cpython-311.pyc", False),
        ("schema/openapi.yaml", False),
    ],
)
def test_changed_files_reload_the_processes(path: str, reloads: bool) -> None:
    assert BackendCode()(2, str(BACKEND / path)) is reloads
