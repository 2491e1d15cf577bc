"""Signal handlers that date each published task and wake the workers of its queue."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from os import register_at_fork
from typing import Any

import structlog
from celery import Celery
from celery.signals import after_task_publish, before_task_publish

from celery_scale_to_zero.broker.demand import PUBLISHED_AT
from celery_scale_to_zero.configuration import ScaledQueue, scaling

logger = structlog.get_logger(__name__)

# Limit of how long a worker may wait for a task's due time.
MAX_COUNTDOWN_SECONDS = 300


class CountdownTooLongError(ValueError):
    """The due time of the task would keep a worker running idle until then."""


def require_short_countdown(app: "Celery[Any]", task: str, options: dict[str, Any]) -> None:
    """Raise CountdownTooLongError if the publishing options exceed MAX_COUNTDOWN_SECONDS."""
    if options.get("retries"):
        return  # rejecting a retry would lose a task that has begun
    seconds = options.get("countdown") or 0
    if eta := options.get("eta"):
        moment = datetime.fromisoformat(eta) if isinstance(eta, str) else eta
        seconds = (moment - datetime.now(moment.tzinfo and UTC)).total_seconds()
    if seconds <= MAX_COUNTDOWN_SECONDS:
        return
    name = _queue_of(app, task, options)
    queue = scaling().queue(name)
    if queue is not None and queue.scales_to_zero:
        raise CountdownTooLongError(
            f"{task} is due in {seconds:.0f} s, but the queue {name} scales to zero. Use at "
            f"most {MAX_COUNTDOWN_SECONDS} s, or schedule the task with beat."
        )


class Waker:
    """Wake queues one after another in a thread, without delaying the publisher."""

    def __init__(self, wake: Callable[[ScaledQueue], None]) -> None:
        self.wake = wake
        self.requested: set[str] = set()
        self._reset()
        # A forked child has none of its parent's threads.
        register_at_fork(after_in_child=self._reset)

    def request(self, queue: ScaledQueue) -> None:
        with self.lock:
            if queue.name in self.requested:
                return
            self.requested.add(queue.name)
        self.thread.submit(self._wake, queue)

    def wait(self) -> None:
        """Wait until all requested wakes are done."""
        self.thread.submit(bool).result()

    def _reset(self) -> None:
        self.lock = threading.Lock()
        self.requested.clear()
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="wake")

    def _wake(self, queue: ScaledQueue) -> None:
        # Before the count, so that a task published from here on requests another wake.
        self.requested.discard(queue.name)
        try:
            self.wake(queue)
        except Exception:  # the sweep repairs any failed wake
            logger.warning("wake_failed", queue=queue.name, exc_info=True)


def wake_on_publish(waker: Waker) -> None:
    """Date every task that this process publishes, and wake its queue."""

    def date(headers: dict[str, Any], **_: Any) -> None:
        headers.setdefault(PUBLISHED_AT, time.time())

    def request(routing_key: str, **_: Any) -> None:
        queue = scaling().queue(routing_key)
        if queue is not None and queue.scales_to_zero:
            waker.request(queue)

    before_task_publish.connect(date, weak=False, dispatch_uid="scaling")
    after_task_publish.connect(request, weak=False, dispatch_uid="scaling")


def _queue_of(app: "Celery[Any]", task: str, options: dict[str, Any]) -> str:
    queue = app.amqp.router.route(dict(options), task)["queue"]
    return str(getattr(queue, "name", queue))
