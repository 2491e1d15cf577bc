"""One application a checkout at a time, and nothing left of one that was killed."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from local.terminal import refuse

SECONDS_TO_STOP = 10


@contextmanager
def occupy(home: Path, url: str) -> Iterator[None]:
    """Hold the home folder; refuse where another application does."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("a+") as lock:
        try:
            # The kernel lets go of it with the process, however that ends.
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            refuse(
                f"This checkout already runs: {lock.read()}.", "Stop that one with Ctrl-C first."
            )
        lock.truncate(0)
        lock.write(f"{url} (process {os.getpid()})")
        lock.flush()
        _end_leftovers(home)
        yield


def note_process(home: Path, number: int) -> None:
    """Remember a process, so that the next start can end it where this one could not."""
    known = _noted(home)
    try:
        known[str(number)] = psutil.Process(number).create_time()
    except psutil.NoSuchProcess:  # it has ended already
        return
    (home / "processes.json").write_text(json.dumps(known))


def _end_leftovers(home: Path) -> None:
    leftovers = []
    for number, created in _noted(home).items():
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(int(number))
            # Numbers are used again: the time of birth tells one process from the next.
            if process.create_time() == created:
                leftovers += [process, *process.children(recursive=True)]
    for process in leftovers:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, stubborn = psutil.wait_procs(leftovers, SECONDS_TO_STOP)
    for process in stubborn:
        process.kill()
    (home / "processes.json").unlink(missing_ok=True)


def _noted(home: Path) -> dict[str, float]:
    try:
        known: dict[str, float] = json.loads((home / "processes.json").read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return known
