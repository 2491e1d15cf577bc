"""Who looks at the page right now: they hear that something changed, and nobody else does."""

import time
from typing import Any

import redis

from apps.core.live import send_live
from apps.scaling.broker import Broker

WATCHERS = "scaling:watchers"
SECONDS_WATCHING = 120
"""After the last look."""
MILLISECONDS_BETWEEN = 400


def watch(*, broker: Broker, user_id: int) -> None:
    broker.zadd(WATCHERS, {str(user_id): time.time()})
    broker.zremrangebyscore(WATCHERS, 0, time.time() - SECONDS_WATCHING)


def tell_watchers(broker: Broker) -> None:
    """A hint, at most two or three a second; a page that misses one looks again by itself."""
    try:
        if not broker.set("scaling:told", "1", nx=True, px=MILLISECONDS_BETWEEN):
            return
        watching: Any = broker.zrangebyscore(WATCHERS, time.time() - SECONDS_WATCHING, "+inf")
    except redis.RedisError:
        return
    for user_id in watching:
        send_live(user_id=int(user_id), event={"type": "scaling.changed"})
