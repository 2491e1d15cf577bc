"""Tasks that log their runs. One of them kills, so only a local environment registers them."""

import os
import signal
import time
from typing import Any

from celery import Task, shared_task

from celery_scale_to_zero.broker.client import connect
from celery_scale_to_zero.chaos.task_log import TaskLog


@shared_task(bind=True)
def work(self: Task[..., None], *, name: str, seconds: float, last: bool = False) -> None:
    """Sleep and log; with `last`, kill the worker before it can acknowledge the task."""
    log = TaskLog(connect(self.app.conf.broker_url))
    run = f"{os.getpid()} {time.time_ns()}"
    log.started(name, run)
    time.sleep(seconds)
    log.ended(name, run, request=self.request)
    if last:
        os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)


@shared_task(bind=True)
def poison(self: Task[Any, None], *, name: str, whole: bool) -> None:
    """Kill the whole worker, or only the process itself, as the kernel does when out of memory."""
    TaskLog(connect(self.app.conf.broker_url)).started(name, f"{os.getpid()} {time.time_ns()}")
    if whole:
        os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
