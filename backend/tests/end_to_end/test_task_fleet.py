"""The fleet of standalone tasks with real worker processes, which ECS's responder starts."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from django.conf import settings
from kombu import Connection

from celery_scale_to_zero.chaos import tasks
from celery_scale_to_zero.chaos.task_log import TaskLog
from celery_scale_to_zero.configuration import ScaledQueue
from celery_scale_to_zero.control.metrics import Metrics
from celery_scale_to_zero.control.sweep import sweep
from celery_scale_to_zero.control.wake import wake
from celery_scale_to_zero.fleets.ecs_tasks import EcsTaskFleet
from celery_scale_to_zero.tests.application import SCALING, SECONDS, app
from celery_scale_to_zero.tests.ecs_responder import EcsResponder, Task
from local.process import kill_with_parent
from tests.end_to_end.valkey_process import ValkeyProcess

QUEUE = ScaledQueue(name="heavy", minimum=0, maximum=2, concurrency=1, dollars_an_hour=0.1)
METRICS = Metrics("test-task-fleet")
PATIENCE_SECONDS = 60


class Stage:
    """A broker, an ECS that starts worker processes, and the fleet between them."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.valkey = ValkeyProcess(home)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        # The kernel ends a worker with the thread that has started it.
        self._starter = ThreadPoolExecutor(1)
        self.ecs = EcsResponder(start=lambda task: self._starter.submit(self._start, task).result())
        self.fleet = EcsTaskFleet(
            cluster="test",
            queues=["heavy"],
            subnets=["subnet"],
            security_groups=["group"],
            public_ip=False,
            spot=True,
            broker=self.valkey.client,
        )
        # Only for ECS: metrics go to the emulator, as in all tests.
        monkeypatch.setenv("AWS_ENDPOINT_URL_ECS", self.ecs.url)
        self.log = TaskLog(self.valkey.client)

    def publish(self, *names: str, seconds: float) -> None:
        task: Any = tasks.work
        with Connection(self.valkey.url, transport=app.conf.broker_transport) as connection:
            for name in names:
                task.apply_async(
                    kwargs={"name": name, "seconds": seconds, "last": False},
                    queue="heavy",
                    connection=connection,
                )

    def wake(self) -> None:
        wake(broker=self.valkey.client, queue=QUEUE, fleet=self.fleet, metrics=METRICS)

    def sweep(self) -> None:
        with Connection(self.valkey.url) as connection:
            sweep(
                broker=self.valkey.client,
                connection=connection,
                queues=[QUEUE],
                fleet=self.fleet,
                metrics=METRICS,
                seconds=SECONDS,
            )

    def interrupt(self, task: Task) -> None:
        """Reclaim its Spot capacity."""
        task.desired = "STOPPED"
        self.processes[task.arn].send_signal(signal.SIGTERM)

    def until_started(self, name: str) -> None:
        self.until(lambda: self.log.starts([name])[name] > 0)

    def until_ended(self, *names: str) -> None:
        self.until(lambda: all(self.log.ends(names).values()))

    def exit_codes(self) -> list[int]:
        """Return the exit codes of all workers, once they have ended."""
        self.until(lambda: all(self._has_ended(task) for task in self.ecs.tasks))
        return [self.processes[task.arn].returncode for task in self.ecs.tasks]

    def until(self, met: Callable[[], bool]) -> None:
        deadline = monotonic() + PATIENCE_SECONDS
        while not met():
            assert monotonic() < deadline
            sleep(0.05)

    def end(self) -> None:
        self.ecs.close()
        for process in self.processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._starter.shutdown()
        self.valkey.kill()

    def _has_ended(self, task: Task) -> bool:
        if self.processes[task.arn].poll() is None:
            return False
        task.desired = "STOPPED"
        return True

    def _start(self, task: Task) -> None:
        self.processes[task.arn] = subprocess.Popen(
            [sys.executable, "-m", "celery_scale_to_zero.tests.worker", self.valkey.url],
            cwd=settings.BACKEND,
            env=os.environ | {"WORKER_START": task.token},
            start_new_session=True,
            preexec_fn=kill_with_parent(),
        )


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    made = Stage(tmp_path, monkeypatch)
    yield made
    made.end()


def test_idle_worker_ends_with_exit_code_zero(stage: Stage) -> None:
    stage.publish("first", seconds=0)
    stage.wake()
    stage.until_ended("first")

    assert stage.exit_codes() == [0]
    assert stage.log.ends(["first"]) == {"first": 1}


def test_task_published_while_a_worker_leaves_starts_another(stage: Stage) -> None:
    stage.publish("first", seconds=0)
    stage.wake()
    stage.until(lambda: bool(stage.valkey.client.zcard("scaling:leaving:heavy")))

    stage.publish("late", seconds=0)
    stage.wake()

    assert len(stage.ecs.tasks) == 2
    stage.until_ended("late")
    assert stage.exit_codes() == [0, 0]
    assert stage.log.ends(["first", "late"]) == {"first": 1, "late": 1}


def test_worker_started_twice_repeats_nothing(stage: Stage) -> None:
    """Run a worker of a new revision beside one of the old."""
    stage.publish("only", seconds=2)
    stage.fleet.raise_to(queue="heavy", workers=1)
    stage.until_started("only")
    stage.ecs.revision = 2
    stage.fleet.raise_to(queue="heavy", workers=2)

    assert stage.exit_codes() == [0, 0]
    assert [task.revision for task in stage.ecs.tasks] == [1, 2]
    assert stage.log.starts(["only"]) == stage.log.ends(["only"]) == {"only": 1}


def test_interrupted_worker_is_replaced_and_its_task_ends_once(stage: Stage) -> None:
    assert SCALING.grace < 4
    stage.publish("long", seconds=4)
    stage.wake()
    stage.until_started("long")
    stage.interrupt(stage.ecs.tasks[0])
    stage.until(lambda: stage.valkey.client.llen("heavy") == 1)
    # As if a minute had passed.
    stage.valkey.client.delete("scaling:starting:heavy")

    stage.sweep()

    stage.until_ended("long")
    assert stage.exit_codes() == [0, 0]
    assert stage.log.ends(["long"]) == {"long": 1}
