"""The settings of this app: `SCALING = Scaling(…)` in a project's Django settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class ScaledQueue:
    """A Celery queue and the bounds of its number of workers."""

    name: str
    minimum: int
    maximum: int
    concurrency: int
    """Tasks that one worker runs at a time."""
    dollars_an_hour: float
    """Price of one worker."""

    @property
    def scales_to_zero(self) -> bool:
        return self.minimum == 0


@dataclass(frozen=True, kw_only=True)
class Scaling:
    queues: tuple[ScaledQueue, ...]
    namespace: str
    """Namespace of the CloudWatch metrics: one per queue, named as the queue. Empty: without
    CloudWatch."""
    token: str
    """Token that the scheduled sweep, or KEDA, sends to the endpoint."""
    fleet: str
    """Dotted path of the class that starts workers: `EcsServiceFleet`, `EcsTaskFleet`, `KedaFleet`
    or `LocalFleet` in `apps.scaling.fleets`."""
    fleet_options: Mapping[str, Any] = field(default_factory=dict)
    agent: str = ""
    """URL of the ECS agent, which ECS passes to each container as `ECS_AGENT_URI`. Without it a
    busy worker may be chosen at scale-in."""
    grace: float = 90
    """Seconds that a worker may continue its task after SIGTERM before putting it back. Must be
    less than ECS's `stopTimeout`, after which the worker is killed."""
    start: str = ""
    """Token of this worker's start, which a fleet of tasks passes as `WORKER_START`. With it the
    worker leaves by itself."""
    idle_seconds: float = 30
    """Seconds without a task after which such a worker leaves."""
    demo_queue: str = ""
    """Queue of the demo task; empty disables it."""

    def queue(self, name: str) -> ScaledQueue | None:
        return next((each for each in self.queues if each.name == name), None)


def scaling() -> Scaling:
    configured: Scaling = settings.SCALING
    return configured
