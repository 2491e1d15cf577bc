"""Health check (the process is up) and readiness (its stores are reachable)."""

import json
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

HEALTHY = {"state": "ok"}


class NotReadyError(Exception):
    """The component is not ready; the message says what is missing."""


async def health_check_only(scope: Any, receive: Any, send: Any) -> None:
    """ASGI application of the WebSocket process: other paths are 404, and no body is read."""
    is_asked = scope["path"] == reverse("health-check") and scope["method"] in ("GET", "HEAD")
    body = json.dumps(HEALTHY).encode() if is_asked else b""
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        # The unread body must not be taken for the next request.
        *([] if is_asked else [(b"connection", b"close")]),
    ]
    status = 200 if is_asked else 404
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def readiness() -> dict[str, dict[str, Any]]:
    """Return {component: its `state`, "ok" or the problem, and the `milliseconds` of the check}."""
    return {
        "database": _run(_check_database),
        "redis": _run(partial(_check_redis, settings.REDIS_URL)),
        "cache": _run(partial(_check_redis, settings.CACHE_URL)),
        "migrations": _run(_check_migrations),
    }


def _run(check: Callable[[], None]) -> dict[str, Any]:
    started = perf_counter()
    try:
        check()
        state = "ok"
    except NotReadyError as error:
        state = str(error)
    except Exception as error:  # noqa: BLE001 any failure means not ready
        state = type(error).__name__
    return {"state": state, "milliseconds": round((perf_counter() - started) * 1000, 1)}


def _check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _check_redis(url: str) -> None:
    with redis.Redis.from_url(url, socket_timeout=2) as client:
        client.ping()


def _check_migrations() -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        raise NotReadyError(f"{len(plan)} to run")
