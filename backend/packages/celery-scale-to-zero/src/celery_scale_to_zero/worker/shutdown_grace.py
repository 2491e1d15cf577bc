"""Limit how long a stopping worker may continue its tasks before it puts them back.

Celery's own soft shutdown always waits its whole time, also when the tasks have ended long before,
and has to be configured before Celery is imported.
"""

import os
import signal
import threading
from typing import Any

import structlog
from billiard import active_children
from celery.signals import worker_shutting_down
from celery.worker import state

from celery_scale_to_zero.configuration import scaling

logger = structlog.get_logger(__name__)

FORCED_EXIT_SECONDS = 10


def is_shutting_down() -> bool:
    """Return True if the worker is shutting down, so that lost tasks are not their own fault."""
    return state.should_stop is not None or state.should_terminate is not None


def limit_shutdown() -> None:
    """Limit the shutdown of this process's worker."""
    worker_shutting_down.connect(_begin, weak=False, dispatch_uid="grace")


def _begin(*, how: str, **_: Any) -> None:
    if how != "Warm":
        return
    end = threading.Timer(scaling().grace, _requeue_tasks)
    end.daemon = True
    end.start()


def _requeue_tasks() -> None:
    """Start Celery's cold shutdown: tasks are ended and their messages requeued."""
    logger.warning("grace_is_over", seconds=scaling().grace)
    force_exit_later(os.EX_TEMPFAIL)
    os.kill(os.getpid(), signal.SIGQUIT)


def force_exit_later(code: int) -> None:
    """End this process and its pool after a delay, if Celery has not.

    Its loop may hang, and waits without end for an unavailable broker.
    """
    last_resort = threading.Timer(FORCED_EXIT_SECONDS, _force_exit, [code])
    last_resort.daemon = True
    last_resort.start()


def _force_exit(code: int) -> None:
    for process in active_children():
        if process.pid:
            os.kill(process.pid, signal.SIGKILL)
    os._exit(code)
