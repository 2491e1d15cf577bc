"""Registration of live workers in the broker."""

import time
from collections.abc import Sequence

from celery_scale_to_zero.broker.client import ALLOW_FULL, Broker

RENEW = ALLOW_FULL + "redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])"


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
            self.broker.eval(RENEW, 1, workers_key(queue), time.time(), self.worker)

    def leave(self) -> None:
        for queue in self.queues:
            self.broker.zrem(workers_key(queue), self.worker)


def ready_workers(*, broker: Broker, queue: str, seconds: int) -> set[str]:
    """Return the workers of the queue that were heard from within `seconds`."""
    since = time.time() - seconds
    broker.zremrangebyscore(workers_key(queue), 0, since)
    return set(broker.zrange(workers_key(queue), 0, -1))  # type: ignore[arg-type] # redis-py's two natures
