"""A short log in the broker of why the number of workers changed.

The entries of a queue add up: each begins with the number at which the one before it ended.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from celery_scale_to_zero.broker.client import Broker

DECISIONS = "scaling:decisions"
MAX_ENTRIES = 500
# Hash: queue to the last recorded number of desired workers, and `<queue>:raised` to the time of
# the last wake or repair.
LAST_DESIRED = "scaling:known"
# Alarms and leaving workers change only the fleet. A fleet's size read before a wake looks as if
# they had changed it; reading takes this long at most.
SIZE_AGE_SECONDS = 5

# Atomic, since wakes and the sweep record at the same time. What happened since the last entry is
# recorded first: workers are taken away, or leave, only when no task is left for them.
RECORD = """
local queue, reason, demand = ARGV[1], ARGV[2], ARGV[3]
local before, after = tonumber(ARGV[4]), tonumber(ARGV[5])
local known = tonumber(redis.call('HGET', KEYS[2], queue) or 0)
local now = tonumber(redis.call('TIME')[1])
local function add(reason, demand, before, after)
  redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[6], '*', 'reason', reason, 'queue', queue,
    'demand', demand, 'before', before, 'after', after)
end
if reason == 'alarm' then
  local raised = tonumber(redis.call('HGET', KEYS[2], queue .. ':raised') or 0)
  if known == after or now - raised < tonumber(ARGV[7]) then return end
  add(after > known and 'scaled_out' or 'scaled_in', demand, known, after)
else
  if known > before then add('scaled_in', before > 0 and demand or 0, known, before) end
  add(reason, demand, math.min(known, before), after)
  redis.call('HSET', KEYS[2], queue .. ':raised', now)
end
redis.call('HSET', KEYS[2], queue, after)
"""


class Reason(StrEnum):
    WOKEN = "woken"
    """A task was published, and there were too few workers."""
    REPAIRED = "repaired"
    """The sweep found fewer workers than needed, and no wake under way."""
    SCALED_OUT = "scaled_out"
    """The busy alarm, or an operator, added workers."""
    SCALED_IN = "scaled_in"
    """The demand fell, or there was none for long enough."""
    REQUEUED = "requeued"
    """Deliveries that were not renewed were put back into their queue."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    at: float
    """Seconds since 1970."""
    reason: Reason
    queue: str
    """Empty if it concerns all queues."""
    demand: int
    """Tasks; for `requeued`, the number put back."""
    before: int
    """Desired workers."""
    after: int


def waking_key(queue: str) -> str:
    """Return the key that exists while a process counts the queue's tasks to wake workers."""
    return f"scaling:waking:{queue}"


def record_raise(
    *, broker: Broker, reason: Reason, queue: str, demand: int, before: int, after: int
) -> None:
    """Record a wake or a repair, after what happened before it."""
    _record(broker, queue, reason.value, demand, before, after)


def record_alarm_decision(*, broker: Broker, queue: str, demand: int, desired: int) -> None:
    """Record changes by alarms and by workers that left, which only the fleet knows."""
    _record(broker, queue, "alarm", demand, 0, desired)


def record_requeued(*, broker: Broker, deliveries: int) -> None:
    entry: dict[Any, Any] = {
        "reason": Reason.REQUEUED.value,
        "queue": "",
        "demand": deliveries,
        "before": 0,
        "after": 0,
    }
    broker.xadd(DECISIONS, entry, maxlen=MAX_ENTRIES, approximate=True)


def _record(broker: Broker, queue: str, reason: str, demand: int, before: int, after: int) -> None:
    broker.eval(
        RECORD,
        2,
        DECISIONS,
        LAST_DESIRED,
        queue,
        reason,
        str(demand),
        str(before),
        str(after),
        str(MAX_ENTRIES),
        str(SIZE_AGE_SECONDS),
    )


def list_decisions(broker: Broker, *, limit: int = 50) -> list[Decision]:
    """Return the latest decisions, newest first."""
    entries: Any = broker.xrevrange(DECISIONS, count=limit)
    return [
        Decision(
            at=int(identity.split("-")[0]) / 1000,
            reason=Reason(entry["reason"]),
            queue=entry["queue"],
            demand=int(entry["demand"]),
            before=int(entry["before"]),
            after=int(entry["after"]),
        )
        for identity, entry in entries
    ]
