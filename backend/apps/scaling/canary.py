"""Canary tasks: each proves that a worker of its queue starts, and reaches its stores.

A release publishes them to a database of the broker that only they use, so that they neither wait
for busy workers nor reach those of the former version.
"""

import time
from collections.abc import Callable, Mapping

from django.db import DatabaseError, connection

from celery_scale_to_zero.broker.client import Broker

PASSED = "passed"
# Longer than any release waits.
RETENTION_SECONDS = 3600


def run_canary(*, broker: Broker, token: str) -> None:
    """Query the database, and report the result in the broker."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        broker.set(_key(token), f"cannot use the database: {error}", ex=RETENTION_SECONDS)
        raise
    broker.set(_key(token), PASSED, ex=RETENTION_SECONDS)


def wait_for_canaries(
    *,
    broker: Broker,
    tokens: Mapping[str, str],
    wake: Callable[[str], None],
    seconds: float,
    pause: float,
) -> dict[str, str]:
    """Return {queue: failure} of the queues whose canary failed, or did not run in time.

    `tokens`: by queue; `wake`: starts a worker of a queue if none is starting or running.
    """
    deadline = time.monotonic() + seconds
    failures: dict[str, str] = {}
    waiting = dict(tokens)
    while waiting:
        for queue, token in tuple(waiting.items()):
            result = broker.get(_key(token))
            if result is None:
                continue
            del waiting[queue]
            if result != PASSED:
                failures[queue] = str(result)
        if not waiting or time.monotonic() > deadline:
            break
        for queue in waiting:
            wake(queue)
        time.sleep(pause)
    return failures | dict.fromkeys(waiting, f"has not run its task in {seconds:.0f} s")


def _key(token: str) -> str:
    return f"scaling:canary:{token}"
