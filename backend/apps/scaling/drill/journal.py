import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import redis
from kombu.exceptions import OperationalError

from apps.scaling.broker import Broker
from apps.scaling.runs import mark_ended

SECONDS_KEPT = 3600
PATIENCE = 60

Answer = TypeVar("Answer")


class Journal:
    """Who began and who ended, in the broker. Each run has a name of its own, so that an entry that
    is written twice counts once; and a broker that is away is waited for, as a task would."""

    def __init__(self, broker: Broker) -> None:
        self.broker = broker

    def started(self, task: str, run: str) -> None:
        self._write("started", task, run)

    def ended(self, task: str, run: str, *, request: Any) -> None:
        """In one transaction with the end of the run: killed after it, nothing is repeated."""
        self._write("ended", task, run, request=request)

    def starts(self, tasks: Iterable[str]) -> dict[str, int]:
        return self._count("started", tasks)

    def ends(self, tasks: Iterable[str]) -> dict[str, int]:
        return self._count("ended", tasks)

    def _write(self, what: str, task: str, run: str, *, request: Any = None) -> None:
        def write() -> None:
            with self.broker.pipeline() as pipeline:
                pipeline.sadd(_key(what, task), run)
                pipeline.expire(_key(what, task), SECONDS_KEPT)
                if request is not None:
                    mark_ended(pipeline, request)
                pipeline.execute()

        patiently(write)

    def _count(self, what: str, tasks: Iterable[str]) -> dict[str, int]:
        names = list(tasks)

        def count() -> list[int]:
            pipeline = self.broker.pipeline(transaction=False)
            for name in names:
                pipeline.scard(_key(what, name))
            counts: list[int] = pipeline.execute()
            return counts

        return dict(zip(names, patiently(count), strict=True))


def patiently(ask: Callable[[], Answer]) -> Answer:
    """Ask a broker that may be away for a moment."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except (redis.RedisError, OperationalError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _key(what: str, task: str) -> str:
    return f"drill:{what}:{task}"
