"""The fleet that starts the workers on AWS."""

from collections.abc import Mapping
from typing import Any, TypedDict

from config.topology import QUEUES


class FleetSettings(TypedDict):
    fleet: str
    fleet_options: dict[str, Any]


def fleet(*, cluster: str, tasks: Mapping[str, Any], canary: bool) -> FleetSettings:
    """Return the fleet of ECS services or, with options of tasks, of standalone tasks."""
    if not tasks:
        return {
            "fleet": "celery_scale_to_zero.fleets.ecs_services.EcsServiceFleet",
            "fleet_options": {"cluster": cluster},
        }
    on_demand = [queue.name for queue in QUEUES if queue.minimum == 0]
    return {
        "fleet": "celery_scale_to_zero.fleets.ecs_tasks.EcsTaskFleet",
        "fleet_options": {"cluster": cluster, "queues": on_demand, "canary": canary, **tasks},
    }
