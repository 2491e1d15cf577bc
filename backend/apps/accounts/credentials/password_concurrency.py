"""Limit of concurrent password hashing: a hash takes a core for tens of milliseconds, on purpose.

However many logins arrive at once, half of the process' threads stay free for other requests.
Measured by benchmarks/sign_in.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

# One that hashes and three that wait: half of a process' threads in config.topology.
MAX_CONCURRENT_HASHES = 4
slots = BoundedSemaphore(MAX_CONCURRENT_HASHES)
_hashing_lock = Lock()


class LoginsBusyError(Exception):
    """All slots for hashing are taken."""


@contextmanager
def hashing_slot() -> Iterator[None]:
    """Wait for the turn to hash a password. Raise LoginsBusyError if too many wait already."""
    if not slots.acquire(blocking=False):
        raise LoginsBusyError
    try:
        with _hashing_lock:
            yield
    finally:
        slots.release()
