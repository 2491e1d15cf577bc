"""The function that puts an environment to rest and wakes it, against an emulated AWS."""

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
    monkeypatch.setenv("ALARMS", json.dumps([f"{name}: sweep"]))
    return name


def invoke(event: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = runpy.run_path(str(REST))["lambda_handler"](event, None)
    return answer


def desired(ecs: "ECSClient", cluster: str, service: str = "always-on") -> int:
    (found,) = ecs.describe_services(cluster=cluster, services=[service])["services"]
    return found["desiredCount"]


def calls_somebody(cloudwatch: "CloudWatchClient", cluster: str) -> bool:
    (alarm,) = cloudwatch.describe_alarms(AlarmNamePrefix=cluster)["MetricAlarms"]
    return alarm["ActionsEnabled"]


def test_it_sleeps_in_silence_and_wakes(
    cluster: str, ecs: "ECSClient", cloudwatch: "CloudWatchClient"
) -> None:
    assert invoke({"do": "sleep"}) == {"asleep": True}
    assert desired(ecs, cluster) == 0
    assert not calls_somebody(cloudwatch, cluster)

    invoke({"do": "wake"})
    assert desired(ecs, cluster) == 1
    assert calls_somebody(cloudwatch, cluster)


def test_it_does_not_sleep_while_a_worker_is_up(
    cluster: str, ecs: "ECSClient", cloudwatch: "CloudWatchClient"
) -> None:
    ecs.update_service(cluster=cluster, service="worker-heavy", desiredCount=1)

    assert invoke({"do": "sleep"}) == {"asleep": False}
    assert desired(ecs, cluster) == 1
    assert calls_somebody(cloudwatch, cluster)


def test_whoever_opens_its_address_wakes_it_and_is_led_there(
    cluster: str, ecs: "ECSClient"
) -> None:
    invoke({"do": "sleep"})

    page = invoke({"requestContext": {"http": {"method": "GET"}}})

    assert desired(ecs, cluster) == 1
    assert page["statusCode"] in {200, 303}
    if page["statusCode"] == 200:
        assert page["headers"]["Content-Type"] == "text/html; charset=utf-8"
        assert '<meta http-equiv="refresh" content="10">' in page["body"]
        assert "<script" not in page["body"]


def test_once_it_is_up_the_address_leads_to_the_application(cluster: str, ecs: "ECSClient") -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        answer = invoke({"requestContext": {}})
        if answer["statusCode"] == 303:
            break
        time.sleep(0.2)
    assert (answer["statusCode"], answer.get("headers")) == (303, {"Location": "/"})


def test_waking_twice_asks_for_no_more(cluster: str, ecs: "ECSClient") -> None:
    ecs.update_service(cluster=cluster, service="always-on", desiredCount=3)
    invoke({"do": "wake"})
    assert desired(ecs, cluster) == 3


@pytest.mark.parametrize("event", [{}, {"do": "dance"}])
def test_what_it_does_not_know_fails_the_invocation(cluster: str, event: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r'say \{"do": "sleep"\} or \{"do": "wake"\}'):
        invoke(event)
