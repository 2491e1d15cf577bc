"""The configuration of a process: its queues, and the fleet that starts their workers."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class ScaledQueue:
    """A Celery queue and the bounds of its number of workers."""

    name: str
    minimum: int
    maximum: int
    concurrency: int
    """Tasks that one worker runs at a time."""
    dollars_an_hour: float = 0
    """Price of one worker."""

    @property
    def scales_to_zero(self) -> bool:
        return self.minimum == 0


@dataclass(frozen=True, kw_only=True)
class Scaling:
    queues: tuple[ScaledQueue, ...]
    fleet: str
    """Dotted path of the class that starts workers: `EcsServiceFleet`, `EcsTaskFleet`, `KedaFleet`
    or `LocalFleet` in `celery_scale_to_zero.fleets`."""
    fleet_options: Mapping[str, Any] = field(default_factory=dict)
    namespace: str = ""
    """Namespace of the CloudWatch metrics: one per queue, named as the queue. Empty: without
    CloudWatch."""
    token: str = ""
    """Token that the scheduled sweep, or KEDA, sends to the endpoint."""
    agent: str = field(default_factory=lambda: os.environ.get("ECS_AGENT_URI", ""))
    """URL of the ECS agent, which ECS passes to each container. Without it a busy worker may be
    chosen at scale-in."""
    grace: float = 90
    """Seconds that a worker may continue its task after SIGTERM before putting it back. Must be
    less than ECS's `stopTimeout`, after which the worker is killed."""
    start: str = field(default_factory=lambda: os.environ.get("WORKER_START", ""))
    """Token of this worker's start, which a fleet of tasks passes. With it the worker leaves by
    itself."""
    idle_seconds: float = 30
    """Seconds without a task after which such a worker leaves."""
    demo_queue: str = ""
    """Queue of the demo task; empty disables it."""

    def queue(self, name: str) -> ScaledQueue | None:
        return next((each for each in self.queues if each.name == name), None)


class NotConfiguredError(Exception):
    """The process has not called `scale_to_zero` or `configure`."""


_configured: list[Callable[[], Scaling]] = []


def configure(get_scaling: Callable[[], Scaling]) -> None:
    """Set the configuration of this process; the function is called at each use."""
    _configured[:] = [get_scaling]


def scaling() -> Scaling:
    if not _configured:
        raise NotConfiguredError(
            "Call celery_scale_to_zero.application.scale_to_zero(app, …) where the Celery"
            " application is created, and import that module in every process."
        )
    return _configured[0]()
