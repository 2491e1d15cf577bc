"""Give back what a dead worker held, also while no worker runs: kombu needs one for that."""

import time
from typing import Any

import redis
from kombu import Connection

from apps.scaling.leases import UNACKED_INDEX


def restore_expired(*, connection: Connection, broker: redis.Redis, seconds: int) -> int:
    """Put every delivery back into its queue that nobody has renewed for `seconds`; their number.

    A broker that has just started gives the workers that time to renew what they hold.
    """
    information: Any = broker.info("server")
    if information["uptime_in_seconds"] <= seconds:
        return 0
    tags: Any = broker.zrangebyscore(UNACKED_INDEX, 0, time.time() - seconds)
    channel: Any = connection.default_channel
    for tag in tags:
        channel.qos.restore_by_tag(tag.decode())
    return len(tags)
