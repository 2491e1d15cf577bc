"""Leases: which worker runs which task, recorded beyond worker and connection failures.

Celery requeues a task when its connection breaks, although the task still runs, and leaves the task
of a killed worker alone until the visibility timeout. So every run of a task has a lease in the
broker: taken when a worker receives it, ended with the run. While it lasts the worker renews the
delivery. A second copy of a running task is added to its lease instead of being run; a copy of a
completed one is dropped; a copy of one whose worker died is run, up to a limit.

A lease does not expire by itself, as a broker outage is no sign of a worker's death: the sweep
takes it from a worker that has not renewed the delivery at two checks (`deliveries.py`). Such a
worker may come back, as its network was cut: it stops the runs that others have taken over.

A run is a task id and its number of retries: each retry is a run of its own.
"""

import time
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from kombu.utils import json

from celery_scale_to_zero.broker.cancellations import cancellation_key as cancellation
from celery_scale_to_zero.broker.client import ALLOW_FULL, SET_NOW, UNACKED, UNACKED_INDEX, Broker
from celery_scale_to_zero.broker.dead_letters import add_dead_letter
from celery_scale_to_zero.broker.task_runs import (
    RUN_RETENTION_SECONDS,
    RUNS,
    UNKNOWN_WORKER,
    Run,
    deliveries_key,
    ended_key,
    lease_key,
    tags_key,
)

BEGIN = (
    ALLOW_FULL
    + """
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
)

# First lines of a script on a run that this worker began: return 0 if another worker took its lease
# while this one was frozen or cut off, or even completed it since.
REQUIRE_LEASE = """
local lease, tags, ended, me = KEYS[1], KEYS[2], KEYS[3], ARGV[1]
for _, key in ipairs({lease, ended}) do
  local worker = redis.call('GET', key)
  if worker and worker ~= me and worker ~= ARGV[2] then return 0 end
end
"""

RENEW = (
    ALLOW_FULL
    + SET_NOW
    + REQUIRE_LEASE
    + """
redis.call('SET', lease, me, 'EX', ARGV[3])
for _, tag in ipairs(redis.call('SMEMBERS', tags)) do
  redis.call('ZADD', KEYS[4], 'XX', now, tag)
end
return 1
"""
)

RENEW_HELD = (
    ALLOW_FULL
    + SET_NOW
    + """
for _, tag in ipairs(ARGV) do redis.call('ZADD', KEYS[1], 'XX', now, tag) end
"""
)

END = (
    ALLOW_FULL
    + REQUIRE_LEASE
    + """
local deliveries, runs, unacked, index = KEYS[4], KEYS[5], KEYS[6], KEYS[7]
for _, tag in ipairs(redis.call('SMEMBERS', tags)) do
  redis.call('HDEL', unacked, tag)
  redis.call('ZREM', index, tag)
end
redis.call('DEL', lease, tags, deliveries)
redis.call('HDEL', runs, ARGV[4])
redis.call('SET', ended, me, 'EX', ARGV[3])
return 1
"""
)

RELEASE = (
    ALLOW_FULL
    + REQUIRE_LEASE
    + """
if not redis.call('GET', lease) then return 1 end
redis.call('DEL', lease)
redis.call('HDEL', KEYS[5], ARGV[4])
if ARGV[3] == '0' and tonumber(redis.call('GET', KEYS[4]) or 0) > 0 then
  redis.call('DECR', KEYS[4])
end
return 1
"""
)


class Verdict(StrEnum):
    """Decision of a worker on a task that has just arrived."""

    MINE = "mine"
    """Run it: the worker has taken the lease."""
    RUNNING = "running"
    """Leave it: a lease holds this run and now this copy."""
    ENDED = "ended"
    """Drop it: the run has ended, only its acknowledgement was lost."""
    CANCELLED = "cancelled"
    """Drop it: a user has cancelled it."""
    DEAD = "dead"
    """Store it as a dead letter: it has killed its worker too often."""


class Leases:
    """The leases of one worker.

    `seconds`: how long an unrenewed delivery counts, the broker's visibility timeout.
    """

    def __init__(
        self, *, broker: Broker, worker: str, seconds: int, max_deliveries: int = 3
    ) -> None:
        self.broker = broker
        self.worker = worker
        self.seconds = seconds
        self.max_deliveries = max_deliveries

    def begin(self, run: Run, *, tag: str) -> Verdict:
        keys = (*_keys(run.name), RUNS, cancellation(run.task_id))
        started = json.dumps(run.as_json() | {"worker": self.worker, "started": time.time()})
        limits = (self.max_deliveries, RUN_RETENTION_SECONDS)
        verdict: Any = self.broker.eval(
            BEGIN, len(keys), *keys, self.worker, tag, *limits, run.name, started
        )
        return Verdict(verdict)

    def renew(self, runs: Iterable[str], *, held: Iterable[str] = ()) -> list[str]:
        """Keep the runs and all copies of their messages, and other held messages, from redelivery.

        `held` includes tasks whose due time has not come. Return the runs that another worker has
        taken over.
        """
        taken = []
        for run in runs:
            lease, tags, ended, _ = _keys(run)
            if not self._run(RENEW, (lease, tags, ended, UNACKED_INDEX), RUN_RETENTION_SECONDS):
                taken.append(run)
        held_tags = tuple(held)
        if held_tags:
            self.broker.eval(RENEW_HELD, 1, UNACKED_INDEX, *held_tags)
        return taken

    def end(self, run: str) -> bool:
        """End a run, successful or not, so that no copy of it is run again.

        Return False, and change nothing, if another worker has taken it over.
        """
        keys = (*_keys(run), RUNS, UNACKED, UNACKED_INDEX)
        return self._run(END, keys, RUN_RETENTION_SECONDS, run)

    def release(self, run: str, *, is_strike: bool) -> bool:
        """Release an aborted run whose message is being requeued.

        `is_strike`: the task itself was the reason, which counts towards the maximum of deliveries.
        Return False, and change nothing, if another worker has taken it over.
        """
        return self._run(RELEASE, (*_keys(run), RUNS), int(is_strike), run)

    def _run(self, script: str, keys: Sequence[str], *arguments: str | int) -> bool:
        done: Any = self.broker.eval(
            script, len(keys), *keys, self.worker, UNKNOWN_WORKER, *arguments
        )
        return bool(done)

    def add_dead_letter(self, run: Run) -> None:
        """Store a task as a dead letter; a late copy of it ends there too."""
        add_dead_letter(broker=self.broker, run=run)


def _keys(run: str) -> tuple[str, str, str, str]:
    """Return the keys of the lease, its delivery tags, the end mark, the number of deliveries."""
    return lease_key(run), tags_key(run), ended_key(run), deliveries_key(run)
