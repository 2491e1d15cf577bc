"""One runner at a time: others stand by, and one of them goes on when the first is gone."""

from contextlib import suppress

import redis
from redis.exceptions import LockError

from apps.scaling.broker import Broker

SECONDS = 4.0
"""Without a sign of life, after which another one may take over."""


class Lead:
    def __init__(self, broker: Broker) -> None:
        self._lock = broker.lock("scaling:local:lead", timeout=SECONDS, sleep=0.2)

    def take(self, *, within: float) -> bool:
        """Whether it was free within so many seconds. Raises redis.RedisError."""
        return bool(self._lock.acquire(blocking_timeout=within))

    def keep(self) -> bool:
        """Whether it is still ours; to be asked often. Raises redis.RedisError."""
        try:
            self._lock.reacquire()
        except LockError:
            # Forgotten, because the broker was away or this process was held up. Nobody may have
            # noticed.
            return bool(self._lock.acquire(blocking=False))
        return True

    def give_up(self) -> None:
        # Where it is not ours any more, or nobody can be told, it ends by itself.
        with suppress(redis.RedisError):
            self._lock.release()
