"""The canaries of a release with real workers, which ECS's responder starts."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.conf import settings

from celery_scale_to_zero.fleets.ecs_tasks import EcsTaskFleet
from celery_scale_to_zero.tests.ecs_responder import EcsResponder, Task
from config.topology import QUEUES, worker
from local.process import kill_with_parent
from tests.end_to_end.valkey_process import ValkeyProcess
from tests.production import production_environment

NETWORK: dict[str, Any] = {
    "subnets": ["subnet"],
    "security_groups": ["group"],
    "public_ip": False,
    "spot": True,
}
pytestmark = pytest.mark.faults
WORKERS = {f"canary-{queue.name}": worker(queue) for queue in QUEUES}
BROKEN = {"DATABASE_URL": "postgres://app@127.0.0.1:1/app", "DATABASE_SECRET_ARN": ""}


class Release:
    """A broker and an ECS that starts the workers of canaries, one of them without a database."""

    def __init__(self, home: Path) -> None:
        self.valkey = ValkeyProcess(home)
        self.processes: list[subprocess.Popen[bytes]] = []
        # The kernel ends a worker with the thread that has started it.
        self._starter = ThreadPoolExecutor(1)
        self.ecs = EcsResponder(start=lambda task: self._starter.submit(self._start, task).result())
        self.environment = production_environment() | {
            "FULL_APP_NAME": "test",
            "REDIS_URL": self.valkey.url,
            "WORKER_TASKS": json.dumps(NETWORK),
            "AWS_ENDPOINT_URL_ECS": self.ecs.url,
        }

    def run_canaries(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", "run_canaries", "--seconds", "120"],
            cwd=settings.BACKEND,
            env=self.environment | {"WORKER_CANARY": "1"},
            capture_output=True,
            text=True,
        )

    def occupy(self, queue: str) -> None:
        """Have the former version run its maximum of workers, each with a task."""
        fleet = EcsTaskFleet(cluster="test", queues=[queue], broker=self.valkey.client, **NETWORK)
        maximum = next(each.maximum for each in QUEUES if each.name == queue)
        assert fleet.raise_to(queue=queue, workers=maximum) == 0
        entry = json.dumps(["message", "", queue])
        self.valkey.client.hset("unacked", mapping={str(n): entry for n in range(maximum)})

    def end(self) -> None:
        self.ecs.close()
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._starter.shutdown()
        self.valkey.kill()

    def _start(self, task: Task) -> None:
        if task.started_by not in WORKERS:
            return
        broken = BROKEN if task.started_by == "canary-heavy" else {}
        self.processes.append(
            subprocess.Popen(
                [sys.executable, "-m", *WORKERS[task.started_by].arguments(host="", port=None)],
                cwd=settings.BACKEND,
                env=self.environment | task.variables | broken | {"WORKER_START": task.token},
                start_new_session=True,
                preexec_fn=kill_with_parent(),
            )
        )


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Release]:
    made = Release(tmp_path)
    monkeypatch.setenv("AWS_ENDPOINT_URL_ECS", made.ecs.url)
    yield made
    made.end()


def test_release_names_the_queue_of_a_broken_worker(release: Release) -> None:
    """The other queue passes at once, although all its workers are busy."""
    release.occupy("imports")
    begun = monotonic()

    ended = release.run_canaries()

    assert ended.returncode == 1
    reason = ended.stderr.partition("CommandError: ")[2]
    assert reason.startswith("The worker of heavy cannot use the database: connection failed")
    assert "imports" not in reason
    assert monotonic() - begun < 100
    canaries = [task for task in release.ecs.tasks if task.started_by in WORKERS]
    assert {task.started_by for task in canaries} == {"canary-imports", "canary-heavy"}
    # They are stopped, and the busy workers and their tasks are untouched.
    assert {task.started_by for task in release.ecs.running} == {"worker-imports"}
    assert release.valkey.client.hlen("unacked") == 2
