"""Starts of workers that are standalone tasks, recorded in the broker.

ECS lists a new task some seconds after its start, and one that ends until it has ended. So each
start has a token: it is reserved here before ECS is called, and a worker that leaves marks it here
before it stops. The number of workers is exact at every moment, however many processes count them
and start others at the same time.
"""

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from celery_scale_to_zero.broker.client import ALLOW_FULL, Broker
from celery_scale_to_zero.broker.demand import PRIORITIES

# A reservation without a task counts for this long: a new task is listed within seconds.
RESERVATION_SECONDS = 60
# A worker that has marked its leave ends within seconds.
LEAVE_RETENTION_SECONDS = 3600

RESERVE = (
    ALLOW_FULL
    + """
local starting, leaving = KEYS[1], KEYS[2]
local wanted, listed = tonumber(ARGV[1]), tonumber(ARGV[2])
local now = tonumber(redis.call('TIME')[1])
redis.call('ZREMRANGEBYSCORE', starting, '-inf', now - tonumber(ARGV[3]))
redis.call('ZREMRANGEBYSCORE', leaving, '-inf', now - tonumber(ARGV[4]))
local counted, is_listed = 0, {}
for at = 5, 4 + listed do
  is_listed[ARGV[at]] = true
  if not redis.call('ZSCORE', leaving, ARGV[at]) then counted = counted + 1 end
end
for _, token in ipairs(redis.call('ZRANGE', starting, 0, -1)) do
  if not is_listed[token] then counted = counted + 1 end
end
local before, reserved = counted, 0
while counted < wanted do
  reserved = reserved + 1
  redis.call('ZADD', starting, now, ARGV[4 + listed + reserved])
  counted = counted + 1
end
return {before, reserved}
"""
)

# Atomic: a task is published either before, and the worker stays, or after, and its wake does not
# count this worker.
LEAVE = (
    ALLOW_FULL
    + """
for at = 3, #KEYS do
  if redis.call('LLEN', KEYS[at]) > 0 then return 0 end
end
local now = tonumber(redis.call('TIME')[1])
redis.call('ZREM', KEYS[1], ARGV[1])
-- Nothing reserves starts of workers that KEDA starts.
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - tonumber(ARGV[2]))
redis.call('ZADD', KEYS[2], now, ARGV[1])
return 1
"""
)


def leaving_key(queue: str) -> str:
    """Return the key of the tokens of workers that take no more tasks."""
    return f"scaling:leaving:{queue}"


class Starts:
    """The starts of one queue's workers. All methods raise redis.RedisError."""

    def __init__(self, *, broker: Broker, queue: str) -> None:
        self.broker = broker
        self.queue = queue
        self._keys = f"scaling:starting:{queue}", leaving_key(queue)

    def count(self, *, listed: Collection[str]) -> int:
        """Return the workers that take tasks, now or soon; `listed`: tokens of existing tasks."""
        before, _ = self.reserve(listed=listed, workers=0)
        return before

    def reserve(self, *, listed: Collection[str], workers: int) -> tuple[int, list[str]]:
        """Reserve the starts that are missing for so many workers.

        Return the number of workers before, and a token for each start.
        """
        tokens = [uuid4().hex for _ in range(workers)]
        limits = RESERVATION_SECONDS, LEAVE_RETENTION_SECONDS
        before, reserved = self._run(RESERVE, workers, len(listed), *limits, *listed, *tokens)
        return before, tokens[:reserved]

    def cancel(self, *tokens: str) -> None:
        """Cancel reservations of starts that certainly did not happen."""
        self.broker.zrem(self._keys[0], *tokens)

    def leave(self, token: str) -> bool:
        """Mark that the worker takes no more tasks; return False, unmarked, if one is waiting."""
        queues = [f"{self.queue}{priority}" for priority in PRIORITIES]
        keys = *self._keys, *queues
        left: Any = self.broker.eval(LEAVE, len(keys), *keys, token, LEAVE_RETENTION_SECONDS)
        return bool(left)

    def _run(self, script: str, *arguments: str | int) -> Any:
        return self.broker.eval(script, len(self._keys), *self._keys, *arguments)
