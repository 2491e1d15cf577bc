"""Does the application answer? Asked, not guessed."""

import asyncio
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from functools import partial

from celery import Celery

from config.topology import QUEUES

SECONDS_BETWEEN = 0.15


async def until_ready(*, urls: Sequence[str], ports: Sequence[int], broker: str) -> None:
    """Wait for the pages and the API behind each URL, every listening process and the workers."""
    celery = Celery("readiness", broker=broker)
    pages = [f"{url}{path}" for url in urls for path in ("/", "/api/ready/")]
    await asyncio.gather(
        *(_until(partial(_answers, page)) for page in pages),
        *(_until(partial(_listens, port)) for port in ports),
        _until(partial(_workers_answer, celery)),
    )


async def _until(is_so: Callable[[], bool]) -> None:
    while not await asyncio.to_thread(is_so):
        await asyncio.sleep(SECONDS_BETWEEN)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _workers_answer(celery: Celery) -> bool:
    replies = celery.control.ping(timeout=0.5)
    names = {name.split("@")[0] for reply in replies or () for name in reply}
    return names >= {queue.name for queue in QUEUES}
