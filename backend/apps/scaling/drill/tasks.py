"""Tasks that write down what befalls them. One of them kills: only one machine knows them."""

import os
import signal
import time
from typing import Any

from celery import Task, shared_task

from apps.scaling.broker import connect
from apps.scaling.drill.journal import Journal


@shared_task(bind=True)
def work(self: Task[..., None], *, name: str, seconds: float, last: bool = False) -> None:
    """With `last`, the worker dies as soon as the task has ended, before it can acknowledge it."""
    journal = Journal(connect(self.app.conf.broker_url))
    run = f"{os.getpid()} {time.time_ns()}"
    journal.started(name, run)
    time.sleep(seconds)
    journal.ended(name, run, request=self.request)
    if last:
        os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)


@shared_task(bind=True)
def poison(self: Task[Any, None], *, name: str, whole: bool) -> None:
    """Kill the whole container, or its own process alone, as the kernel does for want of memory."""
    Journal(connect(self.app.conf.broker_url)).started(name, f"{os.getpid()} {time.time_ns()}")
    if whole:
        os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
