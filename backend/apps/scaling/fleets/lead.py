"""A lock for one active runner at a time; others stand by and take over."""

from contextlib import suppress

import redis
from redis.exceptions import LockError

from apps.scaling.broker import Broker

# Seconds without a renewal after which another runner may take over.
LOCK_SECONDS = 4.0


class LeaderLock:
    def __init__(self, broker: Broker) -> None:
        self._lock = broker.lock("scaling:local:lead", timeout=LOCK_SECONDS, sleep=0.2)

    def acquire(self, *, within: float) -> bool:
        """Return True if the lock was free within so many seconds. Raise redis.RedisError."""
        return bool(self._lock.acquire(blocking_timeout=within))

    def renew(self) -> bool:
        """Renew the lock; return False if it was lost. Call it often. Raise redis.RedisError."""
        try:
            self._lock.reacquire()
        except LockError:
            # Expired during a broker outage or a pause of this process, perhaps unnoticed by
            # others.
            return bool(self._lock.acquire(blocking=False))
        return True

    def release(self) -> None:
        # Where it is not ours any more, or the broker is unavailable, it expires by itself.
        with suppress(redis.RedisError):
            self._lock.release()
