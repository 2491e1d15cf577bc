"""Exclusive use of a home folder: one running application for each.

`python3 -m local` imports this before any package is installed, so psutil is imported by functions.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from local.console import fail
from local.state import State

STOP_TIMEOUT_SECONDS = 10
# Tolerance for clock changes, as create times depend on the system clock.
CREATE_TIME_TOLERANCE_SECONDS = 2


@contextmanager
def single_instance(home: Path, url: str) -> Iterator[None]:
    """Hold the lock of the home folder, and end processes left by a killed application.

    Raise UserError if another application holds the lock.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("a+") as lock:
        # The kernel releases it with the process, however that ends.
        _acquire(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(f"{url} (process {os.getpid()})")
        lock.flush()
        _end_leftovers(home)
        State(home).drop_used_ports()
        yield


def require_not_running(home: Path) -> None:
    """Raise UserError early if another application is running, before any other check."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("a+") as lock:
        _acquire(lock, fcntl.LOCK_SH)


def running_url(home: Path) -> str:
    """Return the URL of the application that holds the lock or held it last."""
    return (home / "lock").read_text().split(" ")[0]


def record_process(home: Path, number: int) -> None:
    """Record a process, so that the next start can end it if this one could not."""
    import psutil

    known = _recorded_processes(home)
    try:
        known[str(number)] = psutil.Process(number).create_time()
    except psutil.NoSuchProcess:  # it has ended already
        return
    unfinished = home / "processes.new"
    unfinished.write_text(json.dumps(known))
    unfinished.replace(home / "processes.json")


def _acquire(lock: TextIO, mode: int) -> None:
    try:
        fcntl.flock(lock, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        running = f"The application is already running: {lock.read()}."
        fail(running, "Use it, or stop it with Ctrl-C first.")


def _end_leftovers(home: Path) -> None:
    import psutil

    leftovers = []
    for number, created in _recorded_processes(home).items():
        with suppress(psutil.Error):
            process = psutil.Process(int(number))
            # Process ids are reused, so the create time is compared too.
            if abs(process.create_time() - created) < CREATE_TIME_TOLERANCE_SECONDS:
                leftovers.append(process)
                process.terminate()
    psutil.wait_procs(leftovers, STOP_TIMEOUT_SECONDS)
    for process in leftovers:
        # Each leads a group: this includes its children, and itself if it ignored SIGTERM.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    (home / "processes.json").unlink(missing_ok=True)


def _recorded_processes(home: Path) -> dict[str, float]:
    try:
        known: dict[str, float] = json.loads((home / "processes.json").read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return known
