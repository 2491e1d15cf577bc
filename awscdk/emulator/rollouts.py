"""Rollouts that wait for health checks, which ministack does not: a task starts when healthy."""

import http.client
import time
from collections.abc import Callable, Mapping
from typing import Any

from awscdk.emulator.own_client import own_client

CHECK_INTERVAL_SECONDS = 0.2
# Consecutive failures after which a target is unhealthy, as in our target groups.
UNHEALTHY_THRESHOLD = 4
START_TIMEOUT_SECONDS = 120


def check_health(
    task_arn: str, containers: Mapping[str, Any], *, address: str, has_ended: Callable[[], bool]
) -> None:
    """Wait for the load balancer's checks once the task's last container has started.

    `containers`: those that have started, by name. Raise RuntimeError with ECS's reason.
    """
    task = _task(task_arn)
    service = _service(task)
    if service is None or {each["name"] for each in task["containers"]} != containers.keys():
        return
    for port, path in _checks(service):
        if not _becomes_healthy(task_arn, address, port, path, has_ended):
            raise RuntimeError("Task failed ELB health checks")


def _task(arn: str) -> Any:
    cluster = arn.split("/")[1]
    (task,) = own_client("ecs").describe_tasks(cluster=cluster, tasks=[arn])["tasks"]
    return task


def _service(task: Any) -> Any:
    kind, _, name = task.get("group", "").partition(":")
    if kind != "service":
        return None
    (service,) = own_client("ecs").describe_services(cluster=task["clusterArn"], services=[name])[
        "services"
    ]
    return service


def _checks(service: Any) -> list[tuple[int, str]]:
    """Return ports and paths."""
    ports = {each["targetGroupArn"]: each["containerPort"] for each in service["loadBalancers"]}
    if not ports:
        return []
    groups = own_client("elbv2").describe_target_groups(TargetGroupArns=[*ports])["TargetGroups"]
    return [(ports[each["TargetGroupArn"]], each["HealthCheckPath"]) for each in groups]


def _becomes_healthy(
    task: str, address: str, port: int, path: str, has_ended: Callable[[], bool]
) -> bool:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    failures = 0
    while failures < UNHEALTHY_THRESHOLD and time.monotonic() < deadline:
        if has_ended() or _task(task)["desiredStatus"] == "STOPPED":
            return False
        status = _status(address, port, path)
        if status == http.HTTPStatus.OK:
            return True
        # A task without any response may still be starting.
        failures += status is not None
        time.sleep(CHECK_INTERVAL_SECONDS)
    return False


def _status(address: str, port: int, path: str) -> int | None:
    connection = http.client.HTTPConnection(address, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()
