"""A worker process that is told to stop while it works."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from kombu import Connection

from apps.scaling.broker import UNACKED
from apps.scaling.configuration import scaling
from apps.scaling.drill import tasks
from apps.scaling.drill.journal import Journal
from apps.scaling.tests.application import app
from config.tests.own_broker import OwnBroker

SECONDS = 30


@pytest.fixture
def own(tmp_path: Path) -> Iterator[OwnBroker]:
    own = OwnBroker(tmp_path)
    yield own
    own.kill()


@pytest.fixture
def worker(own: OwnBroker) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "celery", "--app", "apps.scaling.tests.application"),
            *("--broker", own.valkey.url, "worker", "--queues", "heavy", "--concurrency", "1"),
            *("--without-gossip", "--without-mingle"),
        ],
        cwd=settings.BACKEND,
        env={**os.environ},
        start_new_session=True,
    )
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def stop_while_it_works(
    own: OwnBroker, worker: subprocess.Popen[bytes], *, seconds: float
) -> Journal:
    """Tell the worker to stop in the middle of a task of so many seconds, and wait until it has."""
    with Connection(own.valkey.url, transport=app.conf.broker_transport) as connection:
        task: Any = tasks.work
        task.apply_async(
            kwargs={"name": "task", "seconds": seconds, "last": False},
            queue="heavy",
            connection=connection,
        )
    journal = Journal(own.client)
    while journal.starts(["task"])["task"] == 0:
        assert worker.poll() is None
    worker.terminate()
    worker.wait(SECONDS)
    return journal


def waiting(own: OwnBroker) -> tuple[Any, Any]:
    """Messages in the queue, and those that somebody holds."""
    return own.client.llen("heavy"), own.client.hlen(UNACKED)


def test_a_task_that_ends_in_time_ends(own: OwnBroker, worker: subprocess.Popen[bytes]) -> None:
    journal = stop_while_it_works(own, worker, seconds=1)
    assert worker.returncode == 0
    assert journal.ends(["task"])["task"] == 1
    assert waiting(own) == (0, 0)


def test_a_task_that_takes_longer_is_put_back(
    own: OwnBroker, worker: subprocess.Popen[bytes]
) -> None:
    assert scaling().grace < SECONDS < 600
    journal = stop_while_it_works(own, worker, seconds=600)
    assert worker.returncode == 0
    assert journal.ends(["task"])["task"] == 0
    # At once, and not when its lease has run out.
    assert waiting(own) == (1, 0)
    # And it is not the task's fault.
    (deliveries,) = own.client.scan_iter("scaling:deliveries:*")
    assert own.client.get(deliveries) == "0"
