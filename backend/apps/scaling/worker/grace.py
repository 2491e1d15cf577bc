"""Told to stop, a worker finishes what it runs, but only for so long; then it puts it back.

Celery's own soft shutdown sleeps out its whole time, also when the tasks have long ended, and it
has to be asked for before Celery is imported.
"""

import os
import signal
import threading
from typing import Any

import structlog
from celery.signals import worker_shutting_down
from celery.worker import state

from apps.scaling.configuration import scaling

logger = structlog.get_logger(__name__)


def is_told_to_stop() -> bool:
    """Whatever happens to its tasks now is nobody's fault but that of whoever stops it."""
    return state.should_stop is not None or state.should_terminate is not None


def limit_grace() -> None:
    """From here on, for the worker of this process."""
    worker_shutting_down.connect(_begin, weak=False, dispatch_uid="grace")


def _begin(*, how: str, **_: Any) -> None:
    if how != "Warm":
        return
    end = threading.Timer(scaling().grace, _put_back)
    end.daemon = True
    end.start()


def _put_back() -> None:
    """Celery's cold shutdown: tasks are ended, and their messages are in their queue again."""
    logger.warning("grace_is_over", seconds=scaling().grace)
    os.kill(os.getpid(), signal.SIGQUIT)
