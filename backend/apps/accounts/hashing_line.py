"""Checking a password takes a core for tens of milliseconds, by intention. However many want to
sign in at once, half of this process' threads stay free for those who are signed in.

Measured by benchmarks/sign_in.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

PLACES = 4
"""Half of a process' threads in config.topology: the one whose turn it is, and those who wait."""
places = BoundedSemaphore(PLACES)
_turn = Lock()


class SignInsBusy(APIException):
    status_code = 503
    default_detail = _("Very many are signing in right now. Try again in a moment.")
    default_code = "sign_ins_busy"
    wait = 1
    """Seconds, as Retry-After tells."""


@contextmanager
def turn() -> Iterator[None]:
    """Wait in line, one at a time. Raises SignInsBusy where the line is full."""
    if not places.acquire(blocking=False):
        raise SignInsBusy
    try:
        with _turn:
            yield
    finally:
        places.release()
