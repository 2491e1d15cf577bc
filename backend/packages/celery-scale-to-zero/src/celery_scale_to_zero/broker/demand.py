"""The exact number of tasks per queue, in one round trip and without calling a worker.

Celery's `inspect` waits for a broadcast, misses workers that do not respond, and needs a running
worker. The broker itself stores what a queue holds:

- a list for each priority: `queue`, `queue\\x06\\x163`, …; the oldest message is the last;
- the hash `unacked`: what workers of all queues have taken and not completed, each entry `[message,
  exchange, routing key]`.

Source: kombu, `transport/redis.py`. Exact with `task_acks_late` and a prefetch of 1.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import redis

PRIORITY_SEPARATOR = "\x06\x16"
PRIORITIES = ("", *(f"{PRIORITY_SEPARATOR}{step}" for step in (3, 6, 9)))
# Message header: when the task was published, in seconds since 1970.
PUBLISHED_AT = "scaling_published_at"

# One script is atomic: no task is counted twice, or missed, while it moves from list to hash.
COUNT_TASKS = """
local separator_count = tonumber(ARGV[1])
local held, answer = {}, {}
-- Unreadable entries count too: a worker has to remove them.
local function decoded(text)
  local readable, value = pcall(cjson.decode, text)
  return readable and type(value) == 'table' and value or {}
end
for _, entry in ipairs(redis.call('HVALS', 'unacked')) do
  -- The routing key ends the entry: decoding whole messages took most of a sweep's time.
  local queue = string.match(string.sub(entry, -200), ',%s?"([^"\\\\]*)"%]$') or decoded(entry)[3]
  if type(queue) == 'string' then held[queue] = (held[queue] or 0) + 1 end
end
for index = 1, #KEYS, separator_count do
  local waiting, oldest = 0, ''
  for offset = 0, separator_count - 1 do
    local key = KEYS[index + offset]
    waiting = waiting + redis.call('LLEN', key)
    local message = redis.call('LINDEX', key, -1)
    if message then
      local headers = decoded(message)['headers']
      local published = type(headers) == 'table' and headers[ARGV[2]]
      if type(published) == 'number' and (oldest == '' or published < oldest) then
        oldest = published
      end
    end
  end
  table.insert(answer, {waiting, held[KEYS[index]] or 0, tostring(oldest)})
end
return answer
"""


@dataclass(frozen=True, kw_only=True)
class Demand:
    queue: str
    queued: int
    """Waiting tasks."""
    held: int
    """Tasks that a worker has taken and not completed."""
    oldest_seconds: float
    """Waiting time of the oldest waiting task; 0 if none is waiting."""

    @property
    def total(self) -> int:
        return self.queued + self.held


def count_demand(*, broker: redis.Redis, queues: Sequence[str]) -> list[Demand]:
    """Return the demand of each queue, in their order.

    Raise redis.RedisError if the broker is unavailable: unknown is not zero.
    """
    keys = [f"{queue}{priority}" for queue in queues for priority in PRIORITIES]
    count: Any = broker.register_script(COUNT_TASKS)
    counted = count(keys, [len(PRIORITIES), PUBLISHED_AT])
    now = time.time()
    return [
        Demand(
            queue=queue,
            queued=queued,
            held=held,
            oldest_seconds=max(0.0, now - float(published)) if published else 0.0,
        )
        for queue, (queued, held, published) in zip(queues, counted, strict=True)
    ]
