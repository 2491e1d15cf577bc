"""Who runs which task right now: a record that outlives a worker and a lost connection.

Celery hands a task back to the queue when its connection breaks, although the task still runs, and
leaves the task of a killed worker alone for as long as the visibility timeout says. So every run of
a task has a lease in the broker: taken when a worker receives it, renewed while it runs, ended with
it. A second copy of a running task is handed over to its lease instead of being run; a copy of one
that has ended is dropped; a copy of one whose worker died is run, but not for ever.

A run is a task id and its number of retries: each retry is a run of its own.
"""

import time
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import redis

UNACKED = "unacked"
UNACKED_INDEX = "unacked_index"
DEAD_LETTERS = "scaling:dead-letters"
SECONDS_REMEMBERED = 24 * 3600
"""How long a run that has ended is known, so that a late copy of it is dropped."""

BEGIN = """
local lease, tags, ended, deliveries = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
if redis.call('EXISTS', ended) == 1 then return 'ended' end
if redis.call('EXISTS', lease) == 1 then
  redis.call('SADD', tags, ARGV[2])
  return 'running'
end
local delivered = redis.call('INCR', deliveries)
redis.call('EXPIRE', deliveries, ARGV[5])
if delivered > tonumber(ARGV[4]) then return 'dead' end
redis.call('SET', lease, ARGV[1], 'EX', ARGV[3])
redis.call('DEL', tags)
redis.call('SADD', tags, ARGV[2])
return 'mine'
"""

RENEW = """
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
for _, tag in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  redis.call('ZADD', KEYS[3], 'XX', ARGV[3], tag)
end
"""

END = """
for _, tag in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  redis.call('HDEL', KEYS[5], tag)
  redis.call('ZREM', KEYS[6], tag)
end
redis.call('DEL', KEYS[1], KEYS[2], KEYS[4])
redis.call('SET', KEYS[3], '1', 'EX', ARGV[1])
"""


class Verdict(StrEnum):
    """What a worker does with a task that has just arrived."""

    MINE = "mine"
    """Runs it: the lease is its own."""
    RUNNING = "running"
    """Leaves it: a lease holds this run, and this copy with it."""
    ENDED = "ended"
    """Drops it: the run has ended, only its acknowledgement was lost."""
    DEAD = "dead"
    """Puts it aside: it has taken its worker along too often."""


class Leases:
    """The leases of one worker. `seconds`: how long one lasts without being renewed, which has to
    be the broker's visibility timeout as well."""

    def __init__(
        self, *, broker: redis.Redis, worker: str, seconds: int, most_deliveries: int = 3
    ) -> None:
        self.broker = broker
        self.worker = worker
        self.seconds = seconds
        self.most_deliveries = most_deliveries

    def begin(self, *, run: str, tag: str) -> Verdict:
        values = (self.worker, tag, self.seconds, self.most_deliveries, SECONDS_REMEMBERED)
        verdict: Any = self.broker.eval(BEGIN, 4, *_keys(run), *values)
        return Verdict(verdict.decode())

    def renew(self, runs: Iterable[str]) -> None:
        """Keep the runs, and every copy of their messages, from being given to somebody else."""
        for run in runs:
            lease, tags, *_ = _keys(run)
            values = (self.worker, self.seconds, time.time())
            self.broker.eval(RENEW, 3, lease, tags, UNACKED_INDEX, *values)

    def end(self, run: str) -> None:
        """The run has ended, well or badly: no copy of it is to be run again."""
        self.broker.eval(END, 6, *_keys(run), UNACKED, UNACKED_INDEX, SECONDS_REMEMBERED)

    def release(self, run: str) -> None:
        """The run was broken off, and its message is on its way back to the queue."""
        self.broker.delete(_keys(run)[0])

    def bury(self, *, run: str, letter: str) -> None:
        """Keep a task that is not run any more for a person to look at."""
        self.broker.hset(DEAD_LETTERS, run, letter)
        self.broker.delete(_keys(run)[3])


def _keys(run: str) -> tuple[str, str, str, str]:
    """Of the lease, the delivery tags it holds, the mark of the end, the number of deliveries."""
    lease, tags, ended, deliveries = (
        f"scaling:{part}:{run}" for part in ("lease", "tags", "ended", "deliveries")
    )
    return lease, tags, ended, deliveries
