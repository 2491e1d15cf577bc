"""Jobs: rows that a Celery task processes, registered so that none stays unfinished.

Each application registers its kinds in `ready`. A row whose message is lost is enqueued again, and
one whose task was killed is closed with a reason: see `apps.scaling.reconciling`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic

import redis.exceptions
from django.core.cache import cache

# Number of times that a row is started or enqueued before it is closed.
MAX_ATTEMPTS = 5
# A cancellation is remembered for longer than any of these tasks may run.
CANCELLATION_SECONDS = 3600
CANCELLATION_CHECK_INTERVAL_SECONDS = 0.5


class Reason(StrEnum):
    """Reason why a row was closed without a result; shown to its owner as a message."""

    TIMED_OUT = "timed_out"
    INTERRUPTED = "interrupted"
    CANCELLED = "cancelled"


class JobBusyError(Exception):
    """Another process is working on the row."""


class JobCancelledError(Exception):
    """The owner has cancelled the job."""


@dataclass(frozen=True, kw_only=True)
class Job:
    task: str
    """Name of the Celery task that works on a row."""
    argument: str
    """Name of the task's argument that holds the id of the row."""
    unfinished: Callable[[], Collection[str]]
    """Return the ids of all rows that wait for the task or are being processed."""
    resume: Callable[[str], None]
    """Count an attempt and enqueue the task again; close the row after MAX_ATTEMPTS. Skip a row
    that another process is working on."""
    close: Callable[[str, Reason], None]
    """Close the row, unless it is closed already. Raise JobBusyError."""


_registered: dict[str, Job] = {}


def register(job: Job) -> None:
    _registered[job.task] = job


def registered_jobs() -> Collection[Job]:
    return _registered.values()


def job_of(task: str) -> Job | None:
    """Return the registered job of the task, or None."""
    return _registered.get(task)


def request_cancellation(key: object) -> None:
    """Request that the process of the row stops; through the cache, as the row is locked."""
    cache.set(_cancellation(key), True, CANCELLATION_SECONDS)


def withdraw_cancellation(key: object) -> None:
    cache.delete(_cancellation(key))


class Cancellation:
    """Cancellation check for the process that works on the row."""

    def __init__(self, key: object) -> None:
        self.key = key
        self.checked_at = 0.0

    def check(self) -> None:
        """Raise JobCancelledError if the job was cancelled. An unreachable cache cancels none."""
        if monotonic() - self.checked_at < CANCELLATION_CHECK_INTERVAL_SECONDS:
            return
        self.checked_at = monotonic()
        try:
            is_cancelled = cache.get(_cancellation(self.key))
        except redis.exceptions.RedisError:
            return
        if is_cancelled:
            raise JobCancelledError


def _cancellation(key: object) -> str:
    return f"cancelled:{key}"
