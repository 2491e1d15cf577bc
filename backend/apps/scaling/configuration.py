"""What a project tells this application: `SCALING = Scaling(…)` in its Django settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class ScaledQueue:
    """A Celery queue, and how many workers may serve it."""

    name: str
    minimum: int
    maximum: int
    concurrency: int
    """Tasks at a time in one worker."""
    dollars_an_hour: float
    """Of one worker."""

    @property
    def scales_to_zero(self) -> bool:
        return self.minimum == 0


@dataclass(frozen=True, kw_only=True)
class Scaling:
    queues: tuple[ScaledQueue, ...]
    namespace: str
    """Of the CloudWatch metrics, one a queue, named as the queue."""
    token: str
    """What the scheduled sweep shows at the endpoint."""
    fleet: str
    """Dotted path of the class that starts workers, such as `apps.scaling.fleets.ecs.EcsFleet`."""
    fleet_options: Mapping[str, Any] = field(default_factory=dict)
    agent: str = ""
    """Address of the ECS agent, which ECS gives each container as `ECS_AGENT_URI`. Without one
    nothing protects a busy worker from being chosen at scale-in."""
    grace: float = 90
    """Seconds that a worker which is told to stop may go on with its task, before it puts it back.
    Less than what stops it, ECS's `stopTimeout`, waits before it kills."""
    demo_queue: str = ""
    """Where the demo task runs; without one there is none."""

    def queue(self, name: str) -> ScaledQueue | None:
        return next((each for each in self.queues if each.name == name), None)


def scaling() -> Scaling:
    configured: Scaling = settings.SCALING
    return configured
