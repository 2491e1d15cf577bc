"""Users with the workers page open, who are notified of changes."""

import time
from typing import Any

import redis

from apps.core.websockets import notify_user
from celery_scale_to_zero.broker.client import Broker

SUBSCRIBERS = "scaling:watchers"
# After the last request.
SUBSCRIPTION_SECONDS = 120
MIN_INTERVAL_MILLISECONDS = 400


def subscribe(*, broker: Broker, user_id: int) -> None:
    broker.zadd(SUBSCRIBERS, {str(user_id): time.time()})
    broker.zremrangebyscore(SUBSCRIBERS, 0, time.time() - SUBSCRIPTION_SECONDS)


def notify_subscribers(broker: Broker) -> None:
    """Notify subscribers, at most two or three times a second; a page also polls."""
    try:
        if not broker.set("scaling:told", "1", nx=True, px=MIN_INTERVAL_MILLISECONDS):
            return
        watching: Any = broker.zrangebyscore(
            SUBSCRIBERS, time.time() - SUBSCRIPTION_SECONDS, "+inf"
        )
    except redis.RedisError:
        return
    for user_id in watching:
        notify_user(user_id=int(user_id), event={"type": "scaling.changed"})
