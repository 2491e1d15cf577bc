"""Rate limits, counted in Redis for all processes."""

from collections.abc import Hashable
from functools import cache
from math import ceil
from time import time

from django.conf import settings
from limits import RateLimitItem
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter
from rest_framework.exceptions import Throttled


def consume(limit: RateLimitItem, *key: Hashable) -> None:
    """Count an attempt by the key. Raise Throttled (429 with Retry-After) beyond the limit."""
    if not is_allowed(limit, *key):
        raise Throttled(wait=seconds_until_next(limit, *key))


def is_allowed(limit: RateLimitItem, *key: Hashable) -> bool:
    """Count an attempt, and return whether it is within the limit."""
    return _limiter().hit(limit, *map(str, key))


def require_available(limit: RateLimitItem, *key: Hashable) -> None:
    """Raise Throttled if the limit is used up; count nothing."""
    if wait := seconds_until_next(limit, *key):
        raise Throttled(wait=wait)


def seconds_until_next(limit: RateLimitItem, *key: Hashable) -> int:
    """Return the seconds until the next attempt is allowed, 0 if it is allowed now."""
    window = _limiter().get_window_stats(limit, *map(str, key))
    return 0 if window.remaining else max(1, ceil(window.reset_time - time()))


def reset(limit: RateLimitItem, *key: Hashable) -> None:
    """Reset the count, after a success shows that the attempts were no guessing."""
    _limiter().clear(limit, *map(str, key))


@cache
def _limiter() -> MovingWindowRateLimiter:
    prefix = f"{settings.FULL_APP_NAME}:rates"
    return MovingWindowRateLimiter(
        RedisStorage(settings.CACHE_URL_WITH_TIMEOUTS, key_prefix=prefix)
    )
