"""Messages in transit: requeue those of dead workers, remove those of cancelled tasks."""

import json
import time
from typing import Any

from kombu import Connection

from celery_scale_to_zero.broker.client import UNACKED, UNACKED_INDEX, Broker
from celery_scale_to_zero.broker.demand import PRIORITIES
from celery_scale_to_zero.broker.task_runs import lease_key, run_name

# Sorted set: delivery tags that are not renewed, by the time this was first seen.
STALE_DELIVERIES = "scaling:suspects"


def requeue_expired(*, connection: Connection, broker: Broker, seconds: int) -> int:
    """Put the deliveries of dead workers back into their queues; return their number.

    A worker is dead if it has not renewed a delivery for `seconds`, nor since an earlier check at
    least half of that ago: after a broker outage, workers have that time to renew.
    """
    now = time.time()
    stale: Any = broker.zrangebyscore(UNACKED_INDEX, 0, now - seconds)
    suspects: Any = broker.zrange(STALE_DELIVERIES, 0, -1, withscores=True)
    suspected: dict[str, float] = dict(suspects)
    if cleared := [tag for tag in suspected if tag not in stale]:
        broker.zrem(STALE_DELIVERIES, *cleared)
    if fresh := [tag for tag in stale if tag not in suspected]:
        broker.zadd(STALE_DELIVERIES, dict.fromkeys(fresh, now))
    dead = [tag for tag in stale if now - suspected.get(tag, now) >= seconds / 2]
    channel: Any = connection.default_channel
    for tag in dead:
        if run := _run_of(broker, tag):
            broker.delete(lease_key(run))
        channel.qos.restore_by_tag(tag)
        broker.zrem(STALE_DELIVERIES, tag)
    return len(dead)


def _run_of(broker: Broker, tag: str) -> str | None:
    held: Any = broker.hget(UNACKED, tag)
    if held is None:
        return None  # acknowledged in this moment
    headers = json.loads(held)[0].get("headers") or {}
    return run_name(
        task_id=headers.get("id", ""),
        retries=headers.get("retries") or 0,
        replaced=headers.get("replaced_task_nesting") or 0,
    )


def remove_from_queue(*, broker: Broker, queue: str, task_id: str) -> bool:
    """Remove a waiting task from its queue; return False if it is not waiting."""
    for priority in PRIORITIES:
        messages: Any = broker.lrange(f"{queue}{priority}", 0, -1)
        for message in messages:
            # A plain text search comes first, because a queue may contain entries that are no
            # messages.
            if task_id in message and json.loads(message)["headers"]["id"] == task_id:
                return bool(broker.lrem(f"{queue}{priority}", 1, message))
    return False
