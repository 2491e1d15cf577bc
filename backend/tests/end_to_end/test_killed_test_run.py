"""A test run that is killed outright leaves nothing running."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from local.process import kill_with_parent

SECONDS = 30
SCRIPT = """
import sys
from pathlib import Path
import django
django.setup()
from config.topology import WORKER_FLEET
from tests.end_to_end.fault_environment import FaultEnvironment
environment = FaultEnvironment(Path(sys.argv[1]), worker_fleet=WORKER_FLEET)
environment.work("task", seconds=600)
environment.until_started("task")
print("works", flush=True)
environment.freeze_broker(seconds=600)
"""

pytestmark = pytest.mark.faults


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_killed_run_ends_its_frozen_broker_and_worker(tmp_path: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=settings.BACKEND.parent,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=kill_with_parent(),
    )
    assert run.stdout is not None
    assert "works\n" in iter(run.stdout.readline, "")
    started = psutil.Process(run.pid).children(recursive=True)
    # The broker, the worker, and the process of its pool that runs the task.
    assert len(started) == 3

    run.kill()
    run.wait()

    _, alive = psutil.wait_procs(started, SECONDS)
    assert [each for each in alive if each.status() != psutil.STATUS_ZOMBIE] == []
