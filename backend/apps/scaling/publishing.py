"""What happens when a task is published: it is dated, and wakes the workers of its queue."""

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

from apps.scaling.configuration import ScaledQueue, scaling
from apps.scaling.demand import PUBLISHED_AT

logger = structlog.get_logger(__name__)

LONGEST_COUNTDOWN = 300
"""Seconds that a worker may be kept waiting for a task's time to come."""


class FarOffError(ValueError):
    """A worker would have to stand by until the task's time has come."""


def refuse_far_off(app: "Celery[Any]", task: str, options: dict[str, Any]) -> None:
    """Raises FarOffError where the options of a publication ask for that."""
    if options.get("retries"):
        return  # refused here, a task would be lost that has begun already
    seconds = options.get("countdown") or 0
    if eta := options.get("eta"):
        moment = datetime.fromisoformat(eta) if isinstance(eta, str) else eta
        seconds = (moment - datetime.now(moment.tzinfo and UTC)).total_seconds()
    if seconds <= LONGEST_COUNTDOWN:
        return
    name = _queue_of(app, task, options)
    queue = scaling().queue(name)
    if queue is not None and queue.scales_to_zero:
        raise FarOffError(
            f"{task} is due in {seconds:.0f} s, but the queue {name} scales to zero: a worker "
            f"would be kept waiting. At most {LONGEST_COUNTDOWN} s; else schedule it with beat."
        )


class Waker:
    """Wakes queues one after another in a thread, off the path of whoever published."""

    def __init__(self, wake: Callable[[ScaledQueue], None]) -> None:
        self.wake = wake
        self.asked: set[str] = set()
        self._start_afresh()
        # A child has none of its parent's threads.
        register_at_fork(after_in_child=self._start_afresh)

    def ask(self, queue: ScaledQueue) -> None:
        with self.turn:
            if queue.name in self.asked:
                return
            self.asked.add(queue.name)
        self.thread.submit(self._wake, queue)

    def wait(self) -> None:
        """Until all that was asked for so far is done."""
        self.thread.submit(bool).result()

    def _start_afresh(self) -> None:
        self.turn = threading.Lock()
        self.asked.clear()
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="wake")

    def _wake(self, queue: ScaledQueue) -> None:
        # Before it counts: whoever publishes from here on asks again.
        self.asked.discard(queue.name)
        try:
            self.wake(queue)
        except Exception:  # the sweep repairs whatever it was
            logger.warning("wake_failed", queue=queue.name, exc_info=True)


def wake_on_publish(waker: Waker) -> None:
    """From now on every task that this process publishes is dated and wakes its queue."""

    def date(headers: dict[str, Any], **_: Any) -> None:
        headers.setdefault(PUBLISHED_AT, time.time())

    def ask(routing_key: str, **_: Any) -> None:
        queue = scaling().queue(routing_key)
        if queue is not None and queue.scales_to_zero:
            waker.ask(queue)

    before_task_publish.connect(date, weak=False, dispatch_uid="scaling")
    after_task_publish.connect(ask, weak=False, dispatch_uid="scaling")


def _queue_of(app: "Celery[Any]", task: str, options: dict[str, Any]) -> str:
    queue = app.amqp.router.route(dict(options), task)["queue"]
    return str(getattr(queue, "name", queue))
