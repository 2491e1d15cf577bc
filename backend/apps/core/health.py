"""Is the process up, and could it do its work?"""

from collections.abc import Callable
from time import perf_counter
from typing import Any

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class NotReadyError(Exception):
    """Names what has to happen before the part is ready."""


def readiness() -> dict[str, dict[str, Any]]:
    """Part to its `state` ("ok", or what is wrong) and the `milliseconds` the answer took."""
    return {
        "database": _ask(_database),
        "redis": _ask(_redis),
        "migrations": _ask(_migrations),
    }


def _ask(check: Callable[[], None]) -> dict[str, Any]:
    started = perf_counter()
    try:
        check()
        state = "ok"
    except NotReadyError as error:
        state = str(error)
    except Exception as error:  # noqa: BLE001 any failure at all means: not ready
        state = type(error).__name__
    return {"state": state, "milliseconds": round((perf_counter() - started) * 1000, 1)}


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _redis() -> None:
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2) as client:
        client.ping()


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        raise NotReadyError(f"{len(plan)} to run")
