"""Rollouts that wait for health checks, which ministack does not."""

import http.client
import time
from typing import Any

from ministack.services import alb, ecs

CHECK_INTERVAL_SECONDS = 0.2
# Consecutive failures after which a target is unhealthy, as in our target groups.
UNHEALTHY_THRESHOLD = 4
START_TIMEOUT_SECONDS = 120


def check_health_in_rollouts() -> None:
    mark_running = ecs._mark_task_running

    def mark_running_once_healthy(arn: str, task: dict[str, Any]) -> bool:
        for address, port, path in _targets(task):
            if not _becomes_healthy(task, address, port, path):
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


def _becomes_healthy(task: dict[str, Any], address: str, port: int, path: str) -> bool:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    failures = 0
    while failures < UNHEALTHY_THRESHOLD and time.monotonic() < deadline:
        if not ecs._task_is_active(task["taskArn"], task) or _has_ended(task):
            return False
        status = _status(address, port, path)
        if status == http.HTTPStatus.OK:
            return True
        # A task without any response may still be starting.
        failures += status is not None
        time.sleep(CHECK_INTERVAL_SECONDS)
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
