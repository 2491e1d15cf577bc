"""How often something may be tried, counted in Redis for every process together."""

from collections.abc import Hashable
from functools import cache
from math import ceil
from time import time

from django.conf import settings
from limits import RateLimitItem
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter
from rest_framework.exceptions import Throttled


def spend(limit: RateLimitItem, *whose: Hashable) -> None:
    """Take one of the tries that `limit` allows to `whose`.

    Raises Throttled, which answers 429 with Retry-After, once there is none left.
    """
    if not is_allowed(limit, *whose):
        raise Throttled(wait=seconds_until_next(limit, *whose))


def is_allowed(limit: RateLimitItem, *whose: Hashable) -> bool:
    """Take a try where one is left, and say whether it was."""
    return _limiter().hit(limit, *map(str, whose))


def check(limit: RateLimitItem, *whose: Hashable) -> None:
    """Raise Throttled where no try is left, and take none."""
    if wait := seconds_until_next(limit, *whose):
        raise Throttled(wait=wait)


def seconds_until_next(limit: RateLimitItem, *whose: Hashable) -> int:
    """0 where a try is left."""
    window = _limiter().get_window_stats(limit, *map(str, whose))
    return 0 if window.remaining else max(1, ceil(window.reset_time - time()))


def give_back(limit: RateLimitItem, *whose: Hashable) -> None:
    """Forget the tries so far: whoever succeeds in the end has not been guessing."""
    _limiter().clear(limit, *map(str, whose))


@cache
def _limiter() -> MovingWindowRateLimiter:
    prefix = f"{settings.FULL_APP_NAME}:rates"
    return MovingWindowRateLimiter(
        RedisStorage(settings.REDIS_URL_WITH_TIMEOUTS, key_prefix=prefix)
    )
