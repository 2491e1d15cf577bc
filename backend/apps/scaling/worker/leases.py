"""Who runs which task right now: a record that outlives a worker and a lost connection.

Celery hands a task back to the queue when its connection breaks, although the task still runs, and
leaves the task of a killed worker alone for as long as the visibility timeout says. So every run
of a task has a lease in the broker: taken when a worker receives it, ended with the run. While it
lasts the worker renews the delivery. A second copy of a running task is handed over to its lease
instead of being run; a copy of one that has ended is dropped; a copy of one whose worker died is
run, but not for ever.

A lease does not lapse by itself, for a broker that was away is no sign of a worker's death: the
sweep takes it from a worker that has not renewed the delivery at two looks (`deliveries.py`).

A run is a task id and its number of retries: each retry is a run of its own.
"""

import time
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from kombu.utils import json

from apps.scaling.broker import UNACKED, UNACKED_INDEX, Broker
from apps.scaling.cancellations import key as cancellation
from apps.scaling.dead_letters import bury
from apps.scaling.runs import RUNS, SECONDS_REMEMBERED, Run, deliveries_key, ended_key, lease_key

BEGIN = """
local lease, tags, ended, deliveries, runs, cancelled = unpack(KEYS)
if redis.call('EXISTS', ended) == 1 then
  redis.call('HDEL', runs, ARGV[5])
  return 'ended'
end
if redis.call('EXISTS', lease) == 1 then
  redis.call('SADD', tags, ARGV[2])
  return 'running'
end
redis.call('HDEL', runs, ARGV[5])
if redis.call('EXISTS', cancelled) == 1 then return 'cancelled' end
local delivered = redis.call('INCR', deliveries)
redis.call('EXPIRE', deliveries, ARGV[4])
if delivered > tonumber(ARGV[3]) then return 'dead' end
redis.call('SET', lease, ARGV[1], 'EX', ARGV[4])
redis.call('DEL', tags)
redis.call('SADD', tags, ARGV[2])
redis.call('HSET', runs, ARGV[5], ARGV[6])
return 'mine'
"""

# A lease that another took while this worker was frozen is left to the other.
RENEW = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
for _, tag in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  redis.call('ZADD', KEYS[3], 'XX', ARGV[3], tag)
end
"""

END = """
local lease, tags, ended, deliveries, runs, unacked, index = unpack(KEYS)
for _, tag in ipairs(redis.call('SMEMBERS', tags)) do
  redis.call('HDEL', unacked, tag)
  redis.call('ZREM', index, tag)
end
redis.call('DEL', lease, tags, deliveries)
redis.call('HDEL', runs, ARGV[2])
redis.call('SET', ended, '1', 'EX', ARGV[1])
"""

RELEASE = """
if redis.call('GET', KEYS[1]) ~= ARGV[3] then return end
redis.call('DEL', KEYS[1])
redis.call('HDEL', KEYS[3], ARGV[1])
if ARGV[2] == '0' and tonumber(redis.call('GET', KEYS[2]) or 0) > 0 then
  redis.call('DECR', KEYS[2])
end
"""


class Verdict(StrEnum):
    """What a worker does with a task that has just arrived."""

    MINE = "mine"
    """Runs it: the lease is its own."""
    RUNNING = "running"
    """Leaves it: a lease holds this run, and this copy with it."""
    ENDED = "ended"
    """Drops it: the run has ended, only its acknowledgement was lost."""
    CANCELLED = "cancelled"
    """Drops it: somebody does not want it any more."""
    DEAD = "dead"
    """Puts it aside: it has taken its worker along too often."""


class Leases:
    """The leases of one worker. `seconds`: how long a delivery counts without being renewed, which
    is the broker's visibility timeout."""

    def __init__(
        self, *, broker: Broker, worker: str, seconds: int, most_deliveries: int = 3
    ) -> None:
        self.broker = broker
        self.worker = worker
        self.seconds = seconds
        self.most_deliveries = most_deliveries

    def begin(self, run: Run, *, tag: str) -> Verdict:
        keys = (*_keys(run.name), RUNS, cancellation(run.task_id))
        started = json.dumps(run.as_json() | {"worker": self.worker, "started": time.time()})
        limits = (self.most_deliveries, SECONDS_REMEMBERED)
        verdict: Any = self.broker.eval(
            BEGIN, len(keys), *keys, self.worker, tag, *limits, run.name, started
        )
        return Verdict(verdict)

    def renew(self, runs: Iterable[str], *, held: Iterable[str] = ()) -> None:
        """Keep the runs, and every copy of their messages, from being given to somebody else; and
        what else this worker holds, such as a task whose time has not come."""
        for run in runs:
            lease, tags, *_ = _keys(run)
            values = (self.worker, SECONDS_REMEMBERED, time.time())
            self.broker.eval(RENEW, 3, lease, tags, UNACKED_INDEX, *values)
        renewed = dict.fromkeys(held, time.time())
        if renewed:
            self.broker.zadd(UNACKED_INDEX, renewed, xx=True)

    def end(self, run: str) -> None:
        """The run has ended, well or badly: no copy of it is to be run again."""
        keys = (*_keys(run), RUNS, UNACKED, UNACKED_INDEX)
        self.broker.eval(END, len(keys), *keys, SECONDS_REMEMBERED, run)

    def release(self, run: str, *, is_strike: bool) -> None:
        """The run was broken off, and its message is on its way back to the queue. A strike, where
        that was the task's own doing, counts towards the most deliveries."""
        lease, _, _, deliveries = _keys(run)
        self.broker.eval(RELEASE, 3, lease, deliveries, RUNS, run, int(is_strike), self.worker)

    def bury(self, run: Run) -> None:
        """Keep a task that is not run any more for a person to look at. A copy of it that comes
        yet ends there too."""
        bury(broker=self.broker, run=run)


def _keys(run: str) -> tuple[str, str, str, str]:
    """Of the lease, the delivery tags it holds, the mark of the end, the number of deliveries."""
    return lease_key(run), f"scaling:tags:{run}", ended_key(run), deliveries_key(run)
