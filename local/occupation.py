"""A home folder that is ours alone, with nothing left of an application that was killed."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from local.lock import locked
from local.state import State

SECONDS_TO_STOP = 10
SECONDS_OF_ONE_BIRTH = 2
"""The clock that births are counted by is set now and then."""


@contextmanager
def occupy(home: Path, url: str) -> Iterator[None]:
    """Hold the home folder, cleared of what an earlier start left running."""
    with locked(home, url):
        _end_leftovers(home)
        State(home).forget_taken_ports()
        yield


def note_process(home: Path, number: int) -> None:
    """Remember a process, so that the next start can end it where this one could not."""
    known = _noted(home)
    try:
        known[str(number)] = psutil.Process(number).create_time()
    except psutil.NoSuchProcess:  # it has ended already
        return
    unfinished = home / "processes.new"
    unfinished.write_text(json.dumps(known))
    unfinished.replace(home / "processes.json")


def _end_leftovers(home: Path) -> None:
    leftovers = []
    for number, created in _noted(home).items():
        with suppress(psutil.Error):
            process = psutil.Process(int(number))
            # Numbers are used again: the time of birth tells one process from the next.
            if abs(process.create_time() - created) < SECONDS_OF_ONE_BIRTH:
                leftovers.append(process)
                process.terminate()
    psutil.wait_procs(leftovers, SECONDS_TO_STOP)
    for process in leftovers:
        # Each leads a group: this reaches what it started, and itself where it did not listen.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    (home / "processes.json").unlink(missing_ok=True)


def _noted(home: Path) -> dict[str, float]:
    try:
        known: dict[str, float] = json.loads((home / "processes.json").read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return known
