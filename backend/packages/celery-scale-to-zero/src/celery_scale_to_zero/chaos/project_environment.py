"""The environment of faults of a project whose workers run on this machine."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import current_app

from celery_scale_to_zero.broker.client import broker, visibility_timeout
from celery_scale_to_zero.chaos import tasks
from celery_scale_to_zero.chaos.environment import ChaosEnvironment
from celery_scale_to_zero.dependencies import sweep_queues
from celery_scale_to_zero.local_project import make_runner


@contextmanager
def running_workers(app: str, *, interval: float) -> Iterator[None]:
    """Run the project's workers in the block; `interval`: seconds between two sweeps."""
    runner = make_runner(app, interval=interval, include=[tasks.__name__])
    running = threading.Thread(target=runner.run, name="runner")
    running.start()
    try:
        yield
    finally:
        runner.stopped.set()
        running.join()


class ProjectEnvironment(ChaosEnvironment):
    """A running project with `LocalFleet`; its workers include `celery_scale_to_zero.chaos.tasks`.

    Its broker has to be restarted from outside when it is killed.
    """

    def __init__(self, *, queue: str, period: float) -> None:
        super().__init__()
        self.queue = queue
        self.period = period
        self.broker = broker()
        self.lease = visibility_timeout()

    def send(
        self, task: str, *, task_id: str, arguments: dict[str, object], countdown: float
    ) -> None:
        getattr(tasks, task).apply_async(
            kwargs=arguments, task_id=task_id, queue=self.queue, countdown=countdown or None
        )

    def sweep(self) -> None:
        sweep_queues()

    def kill_broker(self) -> None:
        information: Any = self.broker.info("server")
        os.kill(information["process_id"], signal.SIGKILL)

    def cancel_consumers(self) -> None:
        names = [f"{worker.name}@{os.uname().nodename}" for worker in self.workers()]
        current_app.control.cancel_consumer(self.queue, destination=names)
