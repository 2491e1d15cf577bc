"""A broker client with short timeouts, and the names of Celery's keys."""

from functools import cache
from typing import Any

import redis
from celery import current_app

# Hash over all queues: delivery tag to `[message, exchange, routing key]`.
UNACKED = "unacked"
# Sorted set over all queues: delivery tag by the time of its delivery.
UNACKED_INDEX = "unacked_index"

# First line of a script that may run while the broker is out of memory: completing tasks frees
# memory. Publishing is rejected instead. Source: Valkey, "Scripting with Lua", script flags.
ALLOW_FULL = "#!lua flags=allow-oom\n"

# Lines of a script that set `now`, in seconds since 1970. All times that processes compare are
# those of the broker: the clocks of two machines may differ by more than a lease.
SET_NOW = """
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
"""

Broker = redis.Redis


def connect(url: str) -> Broker:
    client: Broker = redis.Redis.from_url(
        url, decode_responses=True, socket_connect_timeout=1, socket_timeout=2
    )
    return client


@cache
def broker() -> Broker:
    """Return the client of the current Celery application's broker.

    Its calls raise redis.RedisError within seconds if the broker is unavailable.
    """
    return connect(current_app.conf.broker_url)


def server_time(broker: Broker) -> float:
    """Return the broker's time, in seconds since 1970."""
    now: Any = broker.time()
    seconds, microseconds = now
    return float(seconds) + float(microseconds) / 1_000_000


def visibility_timeout() -> int:
    """Return the seconds after which an unrenewed delivery is put back into its queue."""
    options: dict[str, Any] = current_app.conf.broker_transport_options
    return int(options["visibility_timeout"])
