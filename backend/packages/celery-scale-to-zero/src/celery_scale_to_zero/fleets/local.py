"""Workers as local processes: the broker stores the desired number, a runner applies it."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import redis

from celery_scale_to_zero.broker import client as brokers
from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.starts import leaving_key
from celery_scale_to_zero.fleets import FleetError, Size

DESIRED = "scaling:local:desired"
RUNNING = "scaling:local:running"
WORKERS = "scaling:local:workers"

Part = Literal["agent", "endpoint"]

# The desired number includes workers that leave by themselves, until they have ended.
RAISE_DESIRED = """
local leaving = redis.call('ZCARD', KEYS[2])
local before = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or 0) - leaving
if before >= tonumber(ARGV[2]) then return -1 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] + leaving)
return math.max(before, 0)
"""
FORGET_LEFT = """
for at = 2, #ARGV do
  if redis.call('ZREM', KEYS[2], ARGV[at]) == 1 then
    redis.call('HINCRBY', KEYS[1], ARGV[1], -1)
  end
end
"""


@dataclass(frozen=True, kw_only=True)
class LocalWorker:
    name: str
    queue: str
    pid: int
    """Process id of the leader of a process group."""
    is_stopping: bool


class LocalFleet:
    def __init__(self, broker: Broker | None = None) -> None:
        self.broker = broker or brokers.broker()

    def sizes(self, queues: Sequence[str]) -> Mapping[str, Size]:
        """Return the sizes of the runner's queues; workers of others are always on."""
        try:
            running: Any = self.broker.hgetall(RUNNING)
            desired: Any = self.broker.hgetall(DESIRED)
        except redis.RedisError as error:
            raise FleetError(str(error)) from error
        return {
            queue: Size(
                desired=max(0, int(desired.get(queue, 0)) - len(self.leaving(queue))),
                running=int(running[queue]),
            )
            for queue in queues
            if queue in running
        }

    def leaving(self, queue: str) -> list[str]:
        """Return the tokens of workers that leave by themselves, until the runner forgets them."""
        tokens: Any = self.broker.zrange(leaving_key(queue), 0, -1)
        return list(tokens)

    def forget_left(self, *, queue: str, tokens: Sequence[str]) -> None:
        """Lower the desired number by workers that have left by themselves."""
        self.broker.eval(FORGET_LEFT, 2, DESIRED, leaving_key(queue), queue, *tokens)

    def raise_to(self, *, queue: str, workers: int) -> int | None:
        try:
            before: Any = self.broker.eval(
                RAISE_DESIRED, 2, DESIRED, leaving_key(queue), queue, workers
            )
        except redis.RedisError as error:
            raise FleetError(str(error)) from error
        return None if before < 0 else int(before)

    def set_desired(self, *, queue: str, workers: int) -> None:
        """Set the desired number, as a scaling policy does; only for the runner's alarms."""
        self.broker.hset(DESIRED, queue, str(workers))

    def desired(self, queue: str) -> int:
        count: Any = self.broker.hget(DESIRED, queue)
        return int(count or 0)

    def report(self, *, queues: Sequence[str], workers: Sequence[LocalWorker]) -> None:
        """Report the present workers; called by the runner."""
        there = Counter(worker.queue for worker in workers)
        counts: dict[Any, Any] = {queue: there[queue] for queue in queues}
        self.broker.hset(RUNNING, mapping=counts)
        self.broker.set(WORKERS, json.dumps([asdict(worker) for worker in workers]))

    def workers(self, queue: str) -> list[LocalWorker]:
        text: Any = self.broker.get(WORKERS)
        known = [LocalWorker(**facts) for facts in json.loads(text or "[]")]
        return [worker for worker in known if worker.queue == queue]

    def silence(self, part: Part, *, seconds: int) -> None:
        """Make the runner's agent, or the sweep endpoint, unresponsive for a chaos test."""
        self.broker.set(_silent_key(part), "1", ex=seconds)

    def is_silent(self, part: Part) -> bool:
        return bool(self.broker.exists(_silent_key(part)))


def _silent_key(part: Part) -> str:
    return f"scaling:local:silent:{part}"
