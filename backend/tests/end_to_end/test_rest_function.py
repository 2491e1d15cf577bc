"""The function that stops an environment and wakes it, against an emulated AWS."""

import json
import runpy
import time
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from django.conf import settings

if TYPE_CHECKING:
    from types_boto3_cloudwatch import CloudWatchClient
    from types_boto3_ecs import ECSClient

REST = settings.BACKEND.parent / "awslambda" / "rest.py"


@pytest.fixture
def ecs() -> "ECSClient":
    return boto3.client("ecs")


@pytest.fixture
def cloudwatch() -> "CloudWatchClient":
    return boto3.client("cloudwatch")


@pytest.fixture
def cluster(
    ecs: "ECSClient", cloudwatch: "CloudWatchClient", monkeypatch: pytest.MonkeyPatch
) -> str:
    """Awake, with a service that is always on and a worker that is not."""
    name = f"cluster-{time.time_ns()}"
    ecs.create_cluster(clusterName=name)
    ecs.register_task_definition(
        family=name, containerDefinitions=[{"name": "x", "image": "x", "memory": 128}]
    )
    for service, tasks in (("always-on", 1), ("worker-heavy", 0)):
        ecs.create_service(
            cluster=name, serviceName=service, taskDefinition=name, desiredCount=tasks
        )
    cloudwatch.put_metric_alarm(
        AlarmName=f"{name}: sweep",
        Namespace=name,
        MetricName="sweep",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="LessThanThreshold",
    )
    monkeypatch.setenv("CLUSTER", name)
    monkeypatch.setenv("ALWAYS_ON", json.dumps({"always-on": 1}))
    monkeypatch.setenv("WORKERS", json.dumps(["worker-heavy"]))
    monkeypatch.setenv("WORKER_TASKS", json.dumps([]))
    monkeypatch.setenv("ALARMS", json.dumps([f"{name}: sweep"]))
    return name


def invoke(event: dict[str, Any]) -> dict[str, Any]:
    response: dict[str, Any] = runpy.run_path(str(REST))["lambda_handler"](event, None)
    return response


def request(method: str) -> dict[str, Any]:
    return invoke({"requestContext": {"http": {"method": method}}})


def desired(ecs: "ECSClient", cluster: str, service: str = "always-on") -> int:
    (found,) = ecs.describe_services(cluster=cluster, services=[service])["services"]
    return found["desiredCount"]


def alarm_is_enabled(cloudwatch: "CloudWatchClient", cluster: str) -> bool:
    (alarm,) = cloudwatch.describe_alarms(AlarmNamePrefix=cluster)["MetricAlarms"]
    return alarm["ActionsEnabled"]


def test_rest_function_sleeps_and_wakes_the_environment(
    cluster: str, ecs: "ECSClient", cloudwatch: "CloudWatchClient"
) -> None:
    assert invoke({"do": "sleep"}) == {"asleep": True}
    assert desired(ecs, cluster) == 0
    assert not alarm_is_enabled(cloudwatch, cluster)

    invoke({"do": "wake"})
    assert desired(ecs, cluster) == 1
    assert alarm_is_enabled(cloudwatch, cluster)


def test_function_does_not_stop_while_a_worker_runs(
    cluster: str, ecs: "ECSClient", cloudwatch: "CloudWatchClient"
) -> None:
    ecs.update_service(cluster=cluster, service="worker-heavy", desiredCount=1)

    assert invoke({"do": "sleep"}) == {"asleep": False}
    assert desired(ecs, cluster) == 1
    assert alarm_is_enabled(cloudwatch, cluster)


def test_only_the_button_of_the_function_url_wakes(cluster: str, ecs: "ECSClient") -> None:
    invoke({"do": "sleep"})

    page = request("GET")
    assert page["headers"]["Content-Type"] == "text/html; charset=utf-8"
    assert "<button" in page["body"]
    assert desired(ecs, cluster) == 0

    page = request("POST")
    assert desired(ecs, cluster) == 1
    assert page["statusCode"] in {200, 303}
    if page["statusCode"] == 200:
        assert '<meta http-equiv="refresh" content="10">' in page["body"]
        assert "<script" not in page["body"]


def test_function_url_redirects_to_a_running_application(cluster: str) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        response = request("GET")
        if response["statusCode"] == 303:
            break
        time.sleep(0.2)
    assert (response["statusCode"], response.get("headers")) == (303, {"Location": "/"})


def test_second_wake_changes_nothing(cluster: str, ecs: "ECSClient") -> None:
    ecs.update_service(cluster=cluster, service="always-on", desiredCount=3)
    invoke({"do": "wake"})
    assert desired(ecs, cluster) == 3


@pytest.mark.parametrize("event", [{}, {"do": "dance"}])
def test_unknown_event_fails_the_invocation(cluster: str, event: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r'use \{"do": "sleep"\} or \{"do": "wake"\}'):
        invoke(event)


def test_environment_does_not_sleep_while_a_worker_task_runs(
    cluster: str, ecs: "ECSClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKERS", json.dumps([]))
    monkeypatch.setenv("WORKER_TASKS", json.dumps(["worker-heavy"]))
    started = ecs.run_task(cluster=cluster, taskDefinition=cluster, startedBy="worker-heavy")

    assert invoke({"do": "sleep"}) == {"asleep": False}
    assert desired(ecs, cluster) == 1

    ecs.stop_task(cluster=cluster, task=started["tasks"][0]["taskArn"])
    assert invoke({"do": "sleep"}) == {"asleep": True}
