"""Messages on their way: put back what a dead worker held, take out what nobody wants any more."""

import json
import time
from typing import Any

from kombu import Connection

from apps.scaling.broker import UNACKED, UNACKED_INDEX, Broker
from apps.scaling.demand import PRIORITIES
from apps.scaling.runs import lease_key, run_name

SUSPECTS = "scaling:suspects"
"""Sorted set: delivery tags that nobody renews, by when that was first seen."""


def restore_expired(*, connection: Connection, broker: Broker, seconds: int) -> int:
    """Put every delivery back into its queue whose worker is dead; their number.

    Dead is whoever has not renewed it for `seconds`, and not since an earlier look at least half of
    that ago either: when a broker was away, its workers have that time to renew what they hold.
    """
    now = time.time()
    stale: Any = broker.zrangebyscore(UNACKED_INDEX, 0, now - seconds)
    suspects: Any = broker.zrange(SUSPECTS, 0, -1, withscores=True)
    suspected: dict[str, float] = dict(suspects)
    if cleared := [tag for tag in suspected if tag not in stale]:
        broker.zrem(SUSPECTS, *cleared)
    if fresh := [tag for tag in stale if tag not in suspected]:
        broker.zadd(SUSPECTS, dict.fromkeys(fresh, now))
    dead = [tag for tag in stale if now - suspected.get(tag, now) >= seconds / 2]
    channel: Any = connection.default_channel
    for tag in dead:
        if run := _run_of(broker, tag):
            broker.delete(lease_key(run))
        channel.qos.restore_by_tag(tag)
        broker.zrem(SUSPECTS, tag)
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


def withdraw(*, broker: Broker, queue: str, task_id: str) -> bool:
    """Take a waiting task out of its queue; False where it does not wait (any more)."""
    for priority in PRIORITIES:
        messages: Any = broker.lrange(f"{queue}{priority}", 0, -1)
        for message in messages:
            # Looked for as text first: not all that stands in a queue need be a message.
            if task_id in message and json.loads(message)["headers"]["id"] == task_id:
                return bool(broker.lrem(f"{queue}{priority}", 1, message))
    return False
