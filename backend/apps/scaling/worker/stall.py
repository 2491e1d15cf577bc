"""Ends a worker that has work waiting and does not take it, as happens after a broken connection.

Whoever runs the worker, ECS or a supervisor, starts a fresh one.
"""

import os
import threading
import time
from collections.abc import Sequence

import structlog
from celery.worker import state

from apps.scaling.broker import Broker
from apps.scaling.demand import demand

logger = structlog.get_logger(__name__)

EXIT_CODE = os.EX_TEMPFAIL
SECONDS_TO_LEAVE = 10


class Stall:
    def __init__(self, *, broker: Broker, queues: Sequence[str], seconds: float) -> None:
        """`seconds`: how long a worker may be idle while tasks wait."""
        self.broker = broker
        self.queues = queues
        self.seconds = seconds
        self.since: float | None = None

    def look(self, *, busy: bool) -> None:
        """Asked again and again; the last answer is the end of the process."""
        if busy or not any(each.queued for each in demand(broker=self.broker, queues=self.queues)):
            self.since = None
            return
        self.since = self.since or time.monotonic()
        if time.monotonic() - self.since >= self.seconds:
            logger.error("worker_stalled", queues=list(self.queues), seconds=self.seconds)
            self._leave()

    def _leave(self) -> None:
        state.should_stop = EXIT_CODE  # type: ignore[assignment] # which is what it is there for
        # Celery's loop looks at that; where it is the loop that hangs, this does not.
        last_resort = threading.Timer(SECONDS_TO_LEAVE, os._exit, [EXIT_CODE])
        last_resort.daemon = True
        last_resort.start()
