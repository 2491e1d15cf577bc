import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import redis
from kombu.exceptions import OperationalError

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.task_runs import lease_keys, mark_ended, require_lease

RETENTION_SECONDS = 3600
RETRY_SECONDS = 60

Result = TypeVar("Result")


class TaskLog:
    """A log in the broker of started and ended tasks.

    Each run has its own name, so that a repeated entry counts once. Calls wait for an unavailable
    broker.
    """

    def __init__(self, broker: Broker) -> None:
        self.broker = broker

    def started(self, task: str, run: str) -> None:
        self._write("started", task, run)

    def ended(self, task: str, run: str, *, request: Any) -> None:
        """Log the end in one transaction with the end of the run: if killed after it, nothing is
        repeated. Raise LeaseLostError, and log nothing, if another worker runs the task."""
        self._write("ended", task, run, request=request)

    def starts(self, tasks: Iterable[str]) -> dict[str, int]:
        return self._count("started", tasks)

    def ends(self, tasks: Iterable[str]) -> dict[str, int]:
        return self._count("ended", tasks)

    def _write(self, what: str, task: str, run: str, *, request: Any = None) -> None:
        def write() -> None:
            with self.broker.pipeline() as pipeline:
                if request is not None:
                    pipeline.watch(*lease_keys(request))  # type: ignore[no-untyped-call]
                    require_lease(pipeline, request)
                    pipeline.multi()
                    mark_ended(pipeline, request)
                pipeline.sadd(_key(what, task), run)
                pipeline.expire(_key(what, task), RETENTION_SECONDS)
                pipeline.execute()

        retry_broker(write)

    def _count(self, what: str, tasks: Iterable[str]) -> dict[str, int]:
        names = list(tasks)

        def count() -> list[int]:
            pipeline = self.broker.pipeline(transaction=False)
            for name in names:
                pipeline.scard(_key(what, name))
            counts: list[int] = pipeline.execute()
            return counts

        return dict(zip(names, retry_broker(count), strict=True))


def retry_broker(call: Callable[[], Result]) -> Result:
    """Retry a broker call while the broker is unavailable for a moment."""
    deadline = time.monotonic() + RETRY_SECONDS
    while True:
        try:
            return call()
        except (redis.RedisError, OperationalError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _key(what: str, task: str) -> str:
    return f"drill:{what}:{task}"
