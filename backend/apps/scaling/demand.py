"""How much work there is, per queue: exact, in one round trip, without asking any worker.

Celery's `inspect` waits out a broadcast, says nothing about a worker that is silent, and needs a
worker to be there at all. What a queue holds is written in the broker instead:

- a list for each priority: `queue`, `queue\\x06\\x163`, …; the oldest message stands last;
- the hash `unacked`: what workers have taken and not ended yet, over all queues, each entry
  `[message, exchange, routing key]`.

Source: kombu, `transport/redis.py`. Exact with `task_acks_late` and a prefetch of 1.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import redis

PRIORITY_SEPARATOR = "\x06\x16"
PRIORITIES = ("", *(f"{PRIORITY_SEPARATOR}{step}" for step in (3, 6, 9)))
PUBLISHED_AT = "scaling_published_at"
"""Header of a task's message: when it was published, in seconds since 1970."""

# One script is one moment: no task is counted twice, or missed, on its way from list to hash.
COUNT = """
local separator_count = tonumber(ARGV[1])
local held, answer = {}, {}
-- What is no message counts all the same: somebody has to come and put it aside.
local function decoded(text)
  local readable, value = pcall(cjson.decode, text)
  return readable and type(value) == 'table' and value or {}
end
for _, entry in ipairs(redis.call('HVALS', 'unacked')) do
  local queue = decoded(entry)[3]
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
    """Tasks that wait."""
    held: int
    """Tasks that a worker has taken and not ended."""
    oldest_seconds: float
    """How long the task that waits longest has been waiting; 0 where none does."""

    @property
    def total(self) -> int:
        return self.queued + self.held


def demand(*, broker: redis.Redis, queues: Sequence[str]) -> list[Demand]:
    """The demand of each queue, in their order.

    Raises redis.RedisError where the broker does not answer: unknown is not zero.
    """
    keys = [f"{queue}{priority}" for queue in queues for priority in PRIORITIES]
    counted: Any = broker.eval(COUNT, len(keys), *keys, len(PRIORITIES), PUBLISHED_AT)
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
