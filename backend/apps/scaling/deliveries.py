"""Messages on their way: put back what a dead worker held, take out what nobody wants any more."""

import json
import time
from typing import Any

from kombu import Connection

from apps.scaling.broker import UNACKED_INDEX, Broker
from apps.scaling.demand import PRIORITIES


def restore_expired(*, connection: Connection, broker: Broker, seconds: int) -> int:
    """Put every delivery back into its queue that nobody has renewed for `seconds`; their number.

    Kombu does it too, but only in a worker. A broker that has just started gives the workers that
    time to renew what they hold.
    """
    tags: Any = broker.zrangebyscore(UNACKED_INDEX, 0, time.time() - seconds)
    if not tags:
        return 0
    information: Any = broker.info("server")
    if information["uptime_in_seconds"] <= seconds:
        return 0
    channel: Any = connection.default_channel
    for tag in tags:
        channel.qos.restore_by_tag(tag)
    return len(tags)


def withdraw(*, broker: Broker, queue: str, task_id: str) -> bool:
    """Take a waiting task out of its queue; False where it does not wait (any more)."""
    for priority in PRIORITIES:
        messages: Any = broker.lrange(f"{queue}{priority}", 0, -1)
        for message in messages:
            if json.loads(message)["headers"].get("id") == task_id:
                return bool(broker.lrem(f"{queue}{priority}", 1, message))
    return False
