"""Which workers are there: each says so in the broker, for as long as it lives."""

import time
from collections.abc import Sequence

from apps.scaling.broker import Broker


def key(queue: str) -> str:
    return f"scaling:workers:{queue}"


class Presence:
    """One worker's word that it is there."""

    def __init__(self, *, broker: Broker, worker: str, queues: Sequence[str]) -> None:
        self.broker = broker
        self.worker = worker
        self.queues = queues

    def renew(self) -> None:
        for queue in self.queues:
            self.broker.zadd(key(queue), {self.worker: time.time()})

    def leave(self) -> None:
        for queue in self.queues:
            self.broker.zrem(key(queue), self.worker)


def ready_workers(*, broker: Broker, queue: str, seconds: int) -> set[str]:
    """The workers that serve the queue: those heard of within so many seconds."""
    since = time.time() - seconds
    broker.zremrangebyscore(key(queue), 0, since)
    return set(broker.zrange(key(queue), 0, -1))  # type: ignore[arg-type] # redis-py's two natures
