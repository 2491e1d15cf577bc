"""Start workers as soon as a task is published and too few are running.

The sweep would do so too, up to a minute later.
"""

import time
from typing import Any

import structlog

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.demand import count_demand
from celery_scale_to_zero.configuration import ScaledQueue
from celery_scale_to_zero.control import decision_log
from celery_scale_to_zero.control.decision_log import Reason
from celery_scale_to_zero.control.metrics import Metrics, MetricsError
from celery_scale_to_zero.fleets import Fleet
from celery_scale_to_zero.policy.capacity import workers_needed

logger = structlog.get_logger(__name__)

# Wait before the count, because tasks are often published together.
BATCH_SECONDS = 0.1
REPEAT_INTERVAL_SECONDS = 1.0
# Expiry of the lock, in case the waking process is killed.
LOCK_MILLISECONDS = 10_000

ACQUIRE = """
if redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then return 1 end
redis.call('SET', KEYS[2], '1', 'PX', ARGV[1])
return 0
"""
RELEASE = """
if redis.call('DEL', KEYS[2]) == 1 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  return 0
end
redis.call('DEL', KEYS[1])
return 1
"""


def wake(*, broker: Broker, queue: ScaledQueue, fleet: Fleet, metrics: Metrics) -> None:
    """Count the queue's tasks, publish the count, and request the workers that they need.

    One process does so at a time: other callers leave it to that one, which then counts once more.
    Raise redis.RedisError or FleetError; the sweep repairs what was missed.
    """
    keys = decision_log.waking_key(queue.name), f"scaling:asked:{queue.name}"
    if not broker.eval(ACQUIRE, 2, *keys, LOCK_MILLISECONDS):
        return
    pause = BATCH_SECONDS
    try:
        while True:
            time.sleep(pause)
            _raise_desired(broker=broker, queue=queue, fleet=fleet, metrics=metrics)
            left: Any = broker.eval(RELEASE, 2, *keys, LOCK_MILLISECONDS)
            if left:
                return
            pause = REPEAT_INTERVAL_SECONDS
    except BaseException:
        broker.delete(*keys)
        raise


def _raise_desired(*, broker: Broker, queue: ScaledQueue, fleet: Fleet, metrics: Metrics) -> None:
    (counted,) = count_demand(broker=broker, queues=[queue.name])
    if not counted.total:
        return  # a worker has completed them
    needed = workers_needed(
        demand=counted.total, concurrency=queue.concurrency, maximum=queue.maximum
    )
    before = fleet.raise_to(queue=queue.name, workers=needed)
    if before is not None:
        decision_log.record_raise(
            broker=broker,
            reason=Reason.WOKEN,
            queue=queue.name,
            demand=counted.total,
            before=before,
            after=needed,
        )
    try:
        metrics.publish([counted])
    except MetricsError:
        logger.warning("metric_not_published", queue=queue.name, exc_info=True)
