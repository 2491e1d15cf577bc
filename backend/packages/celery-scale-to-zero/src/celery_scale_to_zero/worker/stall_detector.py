"""End a worker that takes no waiting tasks, as happens after a broken connection.

ECS or a supervisor starts a new one.
"""

import os
import time
from collections.abc import Sequence

import structlog
from celery.worker import state

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.demand import count_demand
from celery_scale_to_zero.worker.shutdown_grace import force_exit_later

logger = structlog.get_logger(__name__)

EXIT_CODE = os.EX_TEMPFAIL


class StallDetector:
    def __init__(self, *, broker: Broker, queues: Sequence[str], seconds: float) -> None:
        """`seconds`: how long a worker may be idle while tasks wait."""
        self.broker = broker
        self.queues = queues
        self.seconds = seconds
        self.since: float | None = None

    def check(self, *, busy: bool) -> None:
        """Check for a stall; end the process if it has lasted too long."""
        if busy or not any(
            each.queued for each in count_demand(broker=self.broker, queues=self.queues)
        ):
            self.since = None
            return
        self.since = self.since or time.monotonic()
        if time.monotonic() - self.since >= self.seconds:
            logger.error("worker_stalled", queues=list(self.queues), seconds=self.seconds)
            self._leave()

    def _leave(self) -> None:
        state.should_stop = EXIT_CODE  # type: ignore[assignment] # Celery reads an exit code here
        # Celery's loop checks that; if the loop itself hangs, this ends it.
        force_exit_later(EXIT_CODE)
