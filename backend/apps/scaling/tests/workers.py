"""Real worker processes for the tests, and a way to wait for what they do."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from time import monotonic, sleep

from celery import Task
from django.conf import settings
from kombu import Connection

PATIENCE = 40
"""Seconds."""


def send(task: Task[..., None], *, broker: str, **arguments: object) -> None:
    """Publish a task to that broker, whatever the application was pointed at before."""
    with Connection(broker) as connection:
        task.apply_async(kwargs=arguments, connection=connection)  # type: ignore[call-arg] # an option


class Workers:
    """Workers of the test application on one broker; all ended by `end`."""

    def __init__(self, broker: str) -> None:
        self.broker = broker
        self.all: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        command = (
            f"celery --app apps.scaling.tests.application --broker {self.broker} --quiet worker"
        )
        command += f" --queues heavy --concurrency 1 --hostname worker{len(self.all)}@test"
        worker = subprocess.Popen(
            [sys.executable, "-m", *command.split(), "--without-gossip", "--without-mingle"],
            cwd=settings.BACKEND,
            # As in production: SIGTERM puts unfinished work back.
            env=os.environ | {"REMAP_SIGTERM": "SIGQUIT"},
            start_new_session=True,
        )
        self.all.append(worker)
        return worker

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def end(self) -> None:
        for worker in self.all:
            if worker.poll() is None:
                self.kill(worker)


def until(is_so: Callable[[], bool]) -> None:
    deadline = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < deadline, "waited in vain"
        sleep(0.05)
