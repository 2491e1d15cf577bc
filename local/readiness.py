"""Wait until the application responds."""

import asyncio
import http.client
import socket
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import kombu.exceptions
import redis.exceptions
from celery import Celery

from config.topology import QUEUES
from local.console import fail

POLL_INTERVAL_SECONDS = 0.15
TIMEOUT_SECONDS = 180


async def wait_until_ready(*, urls: Sequence[str], ports: Mapping[str, int], broker: str) -> None:
    """Wait for the pages and the API behind each URL, every listening process and the workers."""
    celery = Celery("readiness", broker=broker)
    questions: dict[str, Callable[[], bool]] = {
        **{
            f"{url}{path}": partial(_answers, f"{url}{path}")
            for url in urls
            for path in ("/", "/api/ready/")
        },
        **{name: partial(_listens, port) for name, port in ports.items()},
        "the workers": partial(_workers_answer, celery),
    }
    waiting = {asyncio.create_task(_until(ask), name=name) for name, ask in questions.items()}
    try:
        _, missing = await asyncio.wait(waiting, timeout=TIMEOUT_SECONDS)
        if missing:
            names = ", ".join(sorted(task.get_name() for task in missing))
            fail(
                f"No response after {TIMEOUT_SECONDS} s: {names}.",
                "See their output in .local/logs/.",
            )
    finally:
        for task in waiting:
            task.cancel()


async def _until(is_so: Callable[[], bool]) -> None:
    while not await asyncio.to_thread(is_so):
        await asyncio.sleep(POLL_INTERVAL_SECONDS)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return bool(answer.status == 200)
    except (OSError, http.client.HTTPException):
        return False


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _workers_answer(celery: Celery) -> bool:
    expected = {queue.name for queue in QUEUES if queue.minimum}
    try:
        # Without a limit it waits for more replies until the timeout.
        replies = celery.control.ping(timeout=0.5, limit=len(expected)) or ()
    except (OSError, kombu.exceptions.KombuError, redis.exceptions.RedisError):
        return False
    return {name.split("@")[0] for reply in replies for name in reply} >= expected
