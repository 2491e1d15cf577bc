"""Starts workers at once where a task was published and too few are there.

The alarms would see it too, a minute later.
"""

import time
from typing import Any

import structlog

from apps.scaling import decisions
from apps.scaling.aws import AWS_ERRORS
from apps.scaling.broker import Broker
from apps.scaling.configuration import ScaledQueue
from apps.scaling.decisions import Reason
from apps.scaling.demand import demand
from apps.scaling.fleets import Fleet
from apps.scaling.metrics import Metrics
from apps.scaling.policy import workers_needed

logger = structlog.get_logger(__name__)

SECONDS_TO_GATHER = 0.1
"""Tasks seldom come alone."""
SECONDS_BETWEEN = 1.0
MILLISECONDS_HELD = 10_000
"""Until somebody else may, where the process that wakes was killed."""

ASK = """
if redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then return 1 end
redis.call('SET', KEYS[2], '1', 'PX', ARGV[1])
return 0
"""
LEAVE = """
if redis.call('DEL', KEYS[2]) == 1 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  return 0
end
redis.call('DEL', KEYS[1])
return 1
"""


def wake(*, broker: Broker, queue: ScaledQueue, fleet: Fleet, metrics: Metrics) -> None:
    """Count the queue's tasks, publish that, and ask for the workers that they need.

    One at a time does, whichever process: who comes meanwhile leaves it to that one, which then
    counts once more. Raises redis.RedisError and FleetError; the sweep repairs what was missed.
    """
    keys = f"scaling:waking:{queue.name}", f"scaling:asked:{queue.name}"
    if not broker.eval(ASK, 2, *keys, MILLISECONDS_HELD):
        return
    pause = SECONDS_TO_GATHER
    try:
        while True:
            time.sleep(pause)
            _raise(broker=broker, queue=queue, fleet=fleet, metrics=metrics)
            left: Any = broker.eval(LEAVE, 2, *keys, MILLISECONDS_HELD)
            if left:
                return
            pause = SECONDS_BETWEEN
    except BaseException:
        broker.delete(*keys)
        raise


def _raise(*, broker: Broker, queue: ScaledQueue, fleet: Fleet, metrics: Metrics) -> None:
    (counted,) = demand(broker=broker, queues=[queue.name])
    if not counted.total:
        return  # some worker was quicker
    needed = workers_needed(
        demand=counted.total, concurrency=queue.concurrency, maximum=queue.maximum
    )
    before = fleet.raise_to(queue=queue.name, workers=needed)
    if before is not None:
        decisions.record(
            broker=broker,
            reason=Reason.WOKEN,
            queue=queue.name,
            demand=counted.total,
            before=before,
            after=needed,
        )
    try:
        metrics.publish([counted])
    except AWS_ERRORS:
        logger.warning("metric_not_published", queue=queue.name, exc_info=True)
