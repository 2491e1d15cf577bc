"""ECS waits for health checks before it calls a task good; ministack calls it so once it runs."""

import http.client
import time
from typing import Any

from ministack.services import alb, ecs

SECONDS_BETWEEN_CHECKS = 0.5
UNHEALTHY = 4
"""Wrong answers in a row after which a target is unhealthy, as our target groups have it."""
SECONDS_TO_START = 120


def complete_rollouts() -> None:
    mark_running = ecs._mark_task_running

    def mark_running_once_healthy(arn: str, task: dict[str, Any]) -> bool:
        for address, port, path in _targets(task):
            if not _gets_healthy(task, address, port, path):
                ecs._fail_task_start(task, ecs._get_docker(), "Task failed ELB health checks")
                return False
        marked: bool = mark_running(arn, task)
        return marked

    ecs._mark_task_running = mark_running_once_healthy


def _targets(task: dict[str, Any]) -> list[tuple[str, int, str]]:
    cluster = ecs._cluster_name_from_arn(task["clusterArn"])
    service = ecs._services.get(f"{cluster}/{task['group'].removeprefix('service:')}") or {}
    return [
        (
            ecs._task_ip(task),
            balanced["containerPort"],
            alb._tgs[balanced["targetGroupArn"]]["HealthCheckPath"],
        )
        for balanced in service.get("loadBalancers", [])
    ]


def _gets_healthy(task: dict[str, Any], address: str, port: int, path: str) -> bool:
    deadline = time.monotonic() + SECONDS_TO_START
    wrong = 0
    while wrong < UNHEALTHY and time.monotonic() < deadline:
        if not ecs._task_is_active(task["taskArn"], task) or _has_ended(task):
            return False
        status = _status(address, port, path)
        if status == http.HTTPStatus.OK:
            return True
        # Who does not answer at all may still be starting.
        wrong += status is not None
        time.sleep(SECONDS_BETWEEN_CHECKS)
    return False


def _has_ended(task: dict[str, Any]) -> bool:
    containers = ecs._get_docker().containers
    return any(containers.get(each).status == "exited" for each in task["_docker_ids"])


def _status(address: str, port: int, path: str) -> int | None:
    connection = http.client.HTTPConnection(address, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()
