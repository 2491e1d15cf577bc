"""The broker, asked directly: what Celery keeps in it, and a client that does not wait long."""

from functools import cache
from typing import Any

import redis
from celery import current_app

UNACKED = "unacked"
"""Hash over all queues: delivery tag to `[message, exchange, routing key]`."""
UNACKED_INDEX = "unacked_index"
"""Sorted set over all queues: delivery tag by the time of its delivery."""

Broker = redis.Redis


def connect(url: str) -> Broker:
    client: Broker = redis.Redis.from_url(
        url, decode_responses=True, socket_connect_timeout=1, socket_timeout=2
    )
    return client


@cache
def broker() -> Broker:
    """That of the current Celery application. Its calls raise redis.RedisError within seconds
    where it is away."""
    return connect(current_app.conf.broker_url)


def visibility_timeout() -> int:
    """Seconds after which a delivery that nobody renews is put back."""
    options: dict[str, Any] = current_app.conf.broker_transport_options
    return int(options["visibility_timeout"])
