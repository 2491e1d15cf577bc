"""Registration of live workers in the broker."""

from collections.abc import Sequence
from typing import Any

from celery_scale_to_zero.broker.client import ALLOW_FULL, SET_NOW, Broker

RENEW = ALLOW_FULL + SET_NOW + "redis.call('ZADD', KEYS[1], now, ARGV[1])"
READY = (
    SET_NOW
    + """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[1])
return redis.call('ZRANGE', KEYS[1], 0, -1)
"""
)


def workers_key(queue: str) -> str:
    return f"scaling:workers:{queue}"


class WorkerRegistration:
    """The registration of one worker, renewed while it lives."""

    def __init__(self, *, broker: Broker, worker: str, queues: Sequence[str]) -> None:
        self.broker = broker
        self.worker = worker
        self.queues = queues

    def renew(self) -> None:
        for queue in self.queues:
            self.broker.eval(RENEW, 1, workers_key(queue), self.worker)

    def leave(self) -> None:
        for queue in self.queues:
            self.broker.zrem(workers_key(queue), self.worker)


def ready_workers(*, broker: Broker, queue: str, seconds: int) -> set[str]:
    """Return the workers of the queue that were heard from within `seconds`."""
    ready: Any = broker.eval(READY, 1, workers_key(queue), seconds)
    return set(ready)
