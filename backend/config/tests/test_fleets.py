from typing import Any

import pytest
from django.utils.module_loading import import_string

from celery_scale_to_zero.fleets.ecs_services import EcsServiceFleet
from celery_scale_to_zero.fleets.ecs_tasks import EcsTaskFleet
from config.settings.fleets import fleet
from config.topology import QUEUES

TASKS = {
    "subnets": ["subnet-1"],
    "security_groups": ["sg-1"],
    "public_ip": True,
    "spot": False,
}


@pytest.mark.parametrize(("tasks", "expected"), [({}, EcsServiceFleet), (TASKS, EcsTaskFleet)])
def test_worker_tasks_select_the_fleet(
    tasks: dict[str, Any], expected: type[EcsServiceFleet | EcsTaskFleet]
) -> None:
    chosen = fleet(cluster="staging", tasks=tasks, canary=False)
    made: Any = import_string(chosen["fleet"])(**chosen["fleet_options"])
    assert isinstance(made, expected)
    assert made.cluster == "staging"


def test_task_fleet_serves_the_queues_that_scale_to_zero() -> None:
    options = fleet(cluster="staging", tasks=TASKS, canary=True)["fleet_options"]
    assert options["canary"] is True
    assert options["queues"] == [queue.name for queue in QUEUES if not queue.minimum]
