"""One application a checkout at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from local.terminal import refuse


@contextmanager
def locked(home: Path, url: str) -> Iterator[None]:
    """Hold the home folder; refuse where another application does."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("a+") as lock:
        # The kernel lets go of it with the process, however that ends.
        _acquire(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(f"{url} (process {os.getpid()})")
        lock.flush()
        yield


def refuse_second(home: Path) -> None:
    """Before anything is asked or changed: the other one is the better answer."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("a+") as lock:
        _acquire(lock, fcntl.LOCK_SH)


def _acquire(lock: TextIO, mode: int) -> None:
    try:
        fcntl.flock(lock, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        running = f"This checkout already runs: {lock.read()}."
        refuse(running, "Use that one, or stop it with Ctrl-C first.")


def running_url(home: Path) -> str:
    """The address of the application that holds the folder, or held it last."""
    return (home / "lock").read_text().split(" ")[0]
