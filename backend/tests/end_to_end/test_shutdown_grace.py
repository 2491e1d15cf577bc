"""SIGTERM for a worker process that runs a task."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from django.conf import settings
from kombu import Connection

from celery_scale_to_zero.broker.client import UNACKED
from celery_scale_to_zero.chaos import tasks
from celery_scale_to_zero.chaos.task_log import TaskLog
from celery_scale_to_zero.tests.application import SCALING, app
from local.process import kill_with_parent
from tests.end_to_end.valkey_process import ValkeyProcess

SECONDS = 30


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[ValkeyProcess]:
    valkey = ValkeyProcess(tmp_path)
    yield valkey
    valkey.kill()


@pytest.fixture
def worker(valkey: ValkeyProcess) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "celery_scale_to_zero.tests.worker", valkey.url],
        cwd=settings.BACKEND,
        start_new_session=True,
        preexec_fn=kill_with_parent(),
    )
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def stop_during_task(
    valkey: ValkeyProcess, worker: subprocess.Popen[bytes], *, seconds: float
) -> TaskLog:
    """Stop the worker while it runs a task that takes `seconds`, and wait for its end."""
    with Connection(valkey.url, transport=app.conf.broker_transport) as connection:
        task: Any = tasks.work
        task.apply_async(
            kwargs={"name": "task", "seconds": seconds, "last": False},
            queue="heavy",
            connection=connection,
        )
    journal = TaskLog(valkey.client)
    while journal.starts(["task"])["task"] == 0:
        assert worker.poll() is None
        sleep(0.05)
    worker.terminate()
    worker.wait(SECONDS)
    return journal


def waiting(valkey: ValkeyProcess) -> tuple[Any, Any]:
    """Return the number of messages in the queue, and of those that a worker holds."""
    return valkey.client.llen("heavy"), valkey.client.hlen(UNACKED)


def test_task_that_ends_within_the_grace_period_finishes(
    valkey: ValkeyProcess, worker: subprocess.Popen[bytes]
) -> None:
    journal = stop_during_task(valkey, worker, seconds=1)
    assert worker.returncode == 0
    assert journal.ends(["task"])["task"] == 1
    assert waiting(valkey) == (0, 0)


def test_task_that_exceeds_the_grace_period_is_put_back(
    valkey: ValkeyProcess, worker: subprocess.Popen[bytes]
) -> None:
    assert SCALING.grace < SECONDS < 600
    journal = stop_during_task(valkey, worker, seconds=600)
    assert worker.returncode == 0
    assert journal.ends(["task"])["task"] == 0
    # At once, and not when its lease has run out.
    assert waiting(valkey) == (1, 0)
    # The delivery does not count against the task.
    (deliveries,) = valkey.client.scan_iter("scaling:deliveries:*")
    assert valkey.client.get(deliveries) == "0"
