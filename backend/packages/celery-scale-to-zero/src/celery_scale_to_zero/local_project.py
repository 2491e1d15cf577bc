"""The workers of a project as processes of one machine, by its own configuration."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from celery_scale_to_zero.broker.client import broker
from celery_scale_to_zero.configuration import ScaledQueue, scaling
from celery_scale_to_zero.dependencies import sweep_queues
from celery_scale_to_zero.fleets.agent import LocalEcsAgent
from celery_scale_to_zero.fleets.local import LocalFleet
from celery_scale_to_zero.fleets.runner import LocalRunner, ServedQueue

# From the end of the grace period to SIGKILL: the worker puts its tasks back.
REQUEUE_SECONDS = 10


def make_runner(app: str, *, interval: float, include: Sequence[str] = ()) -> LocalRunner:
    """Return a runner of `celery worker` processes.

    `app`: value of Celery's option `--app`; `include`: further modules with tasks.
    """
    fleet = LocalFleet(broker())
    return LocalRunner(
        fleet=fleet,
        agent=LocalEcsAgent(is_silent=lambda: fleet.is_silent("agent")),
        queues=[
            ServedQueue(
                name=queue.name,
                minimum=0,
                maximum=queue.maximum,
                command=_worker_command(app, queue, include),
            )
            for queue in scaling().queues
            if queue.scales_to_zero
        ],
        sweep=_count_by_sweep,
        period=interval,
        grace=scaling().grace + REQUEUE_SECONDS,
        folder=Path.cwd(),
    )


def _worker_command(app: str, queue: ScaledQueue, include: Sequence[str]) -> list[str]:
    command = [sys.executable, "-m", "celery", "--app", app, "--quiet", "worker"]
    options = ["--queues", queue.name, "--concurrency", str(queue.concurrency)]
    modules = ["--include", ",".join(include)] if include else []
    return [*command, *options, *modules, "--without-gossip", "--without-mingle"]


def _count_by_sweep() -> Mapping[str, int]:
    return {each.queue.name: each.demand.total for each in sweep_queues()}
