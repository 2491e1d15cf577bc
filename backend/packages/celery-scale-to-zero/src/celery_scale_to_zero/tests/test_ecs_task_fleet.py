"""Against an emulated ECS and, for errors of AWS, against a responder; both over HTTP."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import pytest
from botocore.config import Config

from celery_scale_to_zero.broker import starts
from celery_scale_to_zero.broker.client import Broker, connect
from celery_scale_to_zero.broker.starts import Starts
from celery_scale_to_zero.fleets import FleetError, Size, ecs_tasks
from celery_scale_to_zero.fleets.ecs_tasks import MAX_START_SECONDS, EcsTaskFleet
from celery_scale_to_zero.tests.ecs_responder import EcsResponder, Response, error, failure

CAPACITY = "Capacity is unavailable at this time. Please try again later"


def task_fleet(broker: Broker, *, cluster: str = "test", spot: bool = False) -> EcsTaskFleet:
    return EcsTaskFleet(
        cluster=cluster,
        queues=["imports", "heavy"],
        subnets=["subnet-1", "subnet-2"],
        security_groups=["sg-1"],
        public_ip=True,
        spot=spot,
        broker=broker,
    )


@pytest.fixture
def ecs() -> Any:
    return boto3.client("ecs")


def register(ecs: Any, cluster: str) -> str:
    registered = ecs.register_task_definition(
        family=f"{cluster}-worker-heavy",
        containerDefinitions=[{"name": "worker-heavy", "image": "none"}],
    )
    return str(registered["taskDefinition"]["taskDefinitionArn"])


@pytest.fixture
def cluster(ecs: Any) -> str:
    name = f"cluster-{time.time_ns()}"
    ecs.create_cluster(clusterName=name)
    register(ecs, name)
    return name


def workers(ecs: Any, cluster: str) -> list[Any]:
    arns = ecs.list_tasks(cluster=cluster, startedBy="worker-heavy")["taskArns"]
    return ecs.describe_tasks(cluster=cluster, tasks=arns)["tasks"] if arns else []


def test_task_fleet_starts_the_missing_tasks(broker: Broker, ecs: Any, cluster: str) -> None:
    fleet = task_fleet(broker, cluster=cluster)
    assert fleet.sizes(["heavy", "imports", "default"]) == {
        "heavy": Size(desired=0, running=0),
        "imports": Size(desired=0, running=0),
    }
    assert fleet.raise_to(queue="heavy", workers=1) == 0
    assert fleet.raise_to(queue="heavy", workers=2) == 1
    assert fleet.raise_to(queue="heavy", workers=1) is None
    assert fleet.sizes(["heavy"]) == {"heavy": Size(desired=2, running=2)}
    assert len(workers(ecs, cluster)) == 2


def test_concurrent_wakes_keep_the_maximum(broker: Broker, ecs: Any, cluster: str) -> None:
    fleet = task_fleet(broker, cluster=cluster)
    assert fleet.client
    assert fleet.starting_client  # threads may share clients, but not create them
    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(lambda _: fleet.raise_to(queue="heavy", workers=2), range(8)))
    assert len(workers(ecs, cluster)) == 2
    assert sum(before is not None for before in results) in (1, 2)


def test_deployment_starts_new_tasks_and_leaves_old_ones(
    broker: Broker, ecs: Any, cluster: str
) -> None:
    fleet = task_fleet(broker, cluster=cluster)
    fleet.raise_to(queue="heavy", workers=1)
    (old,) = workers(ecs, cluster)
    new = register(ecs, cluster)
    ecs.deregister_task_definition(taskDefinition=old["taskDefinitionArn"])

    fleet.raise_to(queue="heavy", workers=2)

    found = {each["taskDefinitionArn"] for each in workers(ecs, cluster)}
    assert found == {old["taskDefinitionArn"], new}
    assert old["taskArn"] in {each["taskArn"] for each in workers(ecs, cluster)}


def test_ended_task_is_replaced(
    broker: Broker, ecs: Any, cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fleet = task_fleet(broker, cluster=cluster)
    fleet.raise_to(queue="heavy", workers=1)
    (task,) = workers(ecs, cluster)
    ecs.stop_task(cluster=cluster, task=task["taskArn"])
    # Until its reservation has expired, the task might only not be listed yet.
    assert fleet.raise_to(queue="heavy", workers=1) is None
    monkeypatch.setattr(starts, "RESERVATION_SECONDS", 0)
    assert fleet.raise_to(queue="heavy", workers=1) == 0


def test_task_fleet_rejects_other_queues(broker: Broker) -> None:
    with pytest.raises(FleetError, match="default"):
        task_fleet(broker).raise_to(queue="default", workers=1)


def test_task_fleet_fails_when_a_store_is_unavailable(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(FleetError):
        task_fleet(broker).sizes(["heavy"])
    with pytest.raises(FleetError):
        task_fleet(broker).raise_to(queue="heavy", workers=1)
    assert Starts(broker=broker, queue="heavy").count(listed=[]) == 0


@pytest.fixture
def responder(monkeypatch: pytest.MonkeyPatch) -> Iterator[EcsResponder]:
    started = EcsResponder()
    monkeypatch.setenv("AWS_ENDPOINT_URL", started.url)
    monkeypatch.setattr("time.sleep", lambda _: None)  # botocore's pauses between attempts
    yield started
    started.close()


def test_run_task_request_names_the_worker_and_its_network(
    broker: Broker, responder: EcsResponder
) -> None:
    task_fleet(broker).raise_to(queue="heavy", workers=1)
    (request,) = responder.requests("RunTask")
    assert request["taskDefinition"] == "test-worker-heavy"
    assert request["networkConfiguration"]["awsvpcConfiguration"] == {
        "subnets": ["subnet-1", "subnet-2"],
        "securityGroups": ["sg-1"],
        "assignPublicIp": "ENABLED",
    }
    assert len(request["clientToken"]) <= 64


def test_throttled_start_is_repeated(broker: Broker, responder: EcsResponder) -> None:
    responder.handlers = [lambda _: error("ThrottlingException", "Rate exceeded")] * 2
    assert task_fleet(broker).raise_to(queue="heavy", workers=1) == 0
    assert len(responder.running) == 1
    assert len({each["clientToken"] for each in responder.requests("RunTask")}) == 1


def test_throttled_start_leaves_the_rest_to_the_sweep(
    broker: Broker, responder: EcsResponder
) -> None:
    fleet = task_fleet(broker)
    responder.handlers = [lambda _: error("ThrottlingException", "Rate exceeded")] * 4
    with pytest.raises(FleetError, match="Rate exceeded"):
        fleet.raise_to(queue="heavy", workers=2)
    assert fleet.sizes(["heavy"])["heavy"].desired == 0
    assert fleet.raise_to(queue="heavy", workers=2) == 0
    assert len(responder.running) == 2


@pytest.mark.parametrize(
    "response", [failure(CAPACITY), error("ClientException", CAPACITY)], ids=["failure", "error"]
)
def test_missing_spot_capacity_is_replaced_by_on_demand(
    broker: Broker, responder: EcsResponder, response: Response
) -> None:
    responder.handlers = [lambda _: response]
    assert task_fleet(broker, spot=True).raise_to(queue="heavy", workers=2) == 0
    # Spot is tried again for each worker.
    assert [task.provider for task in responder.running] == ["FARGATE", "FARGATE_SPOT"]


def test_missing_capacity_of_both_is_an_error(broker: Broker, responder: EcsResponder) -> None:
    fleet = task_fleet(broker, spot=True)
    responder.handlers = [lambda _: failure(CAPACITY)] * 2
    with pytest.raises(FleetError, match="Capacity is unavailable"):
        fleet.raise_to(queue="heavy", workers=1)
    assert fleet.sizes(["heavy"])["heavy"].desired == 0


def test_failure_of_run_task_is_an_error(broker: Broker, responder: EcsResponder) -> None:
    responder.handlers = [lambda _: failure("RESOURCE:ENI")]
    with pytest.raises(FleetError, match="RESOURCE:ENI"):
        task_fleet(broker, spot=True).raise_to(queue="heavy", workers=1)
    assert responder.running == []


def test_late_response_starts_one_task(
    broker: Broker, responder: EcsResponder, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = ecs_tasks.START_CONFIG.merge(Config(read_timeout=0.3))
    monkeypatch.setattr(ecs_tasks, "START_CONFIG", config)

    def late(body: dict[str, Any]) -> Response:
        response = responder._RunTask(body)
        threading.Event().wait(0.6)
        return response

    responder.handlers = [late]
    assert task_fleet(broker).raise_to(queue="heavy", workers=1) == 0
    assert len(responder.requests("RunTask")) == 2
    assert len(responder.tasks) == 1


def test_unanswered_start_counts_until_its_reservation_expires(
    broker: Broker, responder: EcsResponder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fleet = task_fleet(broker)
    responder.handlers = [lambda _: error("ServerException", status=500)] * 4
    with pytest.raises(FleetError):
        fleet.raise_to(queue="heavy", workers=2)
    # The first may have started; the second was not requested.
    assert fleet.sizes(["heavy"])["heavy"].desired == 1
    monkeypatch.setattr(starts, "RESERVATION_SECONDS", 0)
    assert fleet.raise_to(queue="heavy", workers=2) == 0


def test_start_repeated_after_a_deployment_is_no_error(
    broker: Broker, responder: EcsResponder
) -> None:
    responder.handlers = [lambda _: error("ConflictException", "The clientToken is in use")]
    assert task_fleet(broker).raise_to(queue="heavy", workers=1) == 0


def test_task_that_is_not_listed_yet_counts(broker: Broker, responder: EcsResponder) -> None:
    fleet = task_fleet(broker)
    fleet.raise_to(queue="heavy", workers=1)
    responder.lists_new_tasks = False
    assert fleet.raise_to(queue="heavy", workers=1) is None
    assert fleet.raise_to(queue="heavy", workers=2) == 1
    assert len(responder.tasks) == 2


@pytest.mark.parametrize("age", [MAX_START_SECONDS - 60, MAX_START_SECONDS + 60])
def test_task_that_never_starts_is_replaced(
    broker: Broker, responder: EcsResponder, monkeypatch: pytest.MonkeyPatch, age: float
) -> None:
    fleet = task_fleet(broker, spot=True)
    fleet.raise_to(queue="heavy", workers=1)
    (stuck,) = responder.tasks
    stuck.status, stuck.created = "PROVISIONING", time.time() - age
    monkeypatch.setattr(starts, "RESERVATION_SECONDS", 0)
    is_stuck = age > MAX_START_SECONDS
    assert fleet.sizes(["heavy"])["heavy"] == Size(desired=0 if is_stuck else 1, running=1)

    fleet.raise_to(queue="heavy", workers=1)

    assert len(responder.running) == 1
    if is_stuck:
        assert stuck.desired == "STOPPED"
        # Spot may be the reason.
        assert responder.running[0].provider == "FARGATE"


def test_leaving_worker_does_not_count(broker: Broker, responder: EcsResponder) -> None:
    fleet = task_fleet(broker)
    fleet.raise_to(queue="heavy", workers=1)
    (task,) = responder.tasks
    assert Starts(broker=broker, queue="heavy").leave(task.token)
    assert fleet.raise_to(queue="heavy", workers=1) == 0
    assert len(responder.running) == 2


@pytest.mark.parametrize("key", ["heavy", "heavy\x06\x163"])
def test_worker_stays_when_a_task_waits(broker: Broker, key: str) -> None:
    heavy = Starts(broker=broker, queue="heavy")
    _, (token,) = heavy.reserve(listed=[], workers=1)
    broker.lpush(key, "a message")
    assert not heavy.leave(token)
    assert heavy.count(listed=[token]) == 1


def test_task_started_by_an_operator_counts(broker: Broker, ecs: Any, cluster: str) -> None:
    ecs.run_task(
        cluster=cluster, taskDefinition=f"{cluster}-worker-heavy", startedBy="worker-heavy"
    )
    assert task_fleet(broker, cluster=cluster).raise_to(queue="heavy", workers=2) == 1


def test_running_task_counts_when_the_broker_has_lost_its_data(
    broker: Broker, responder: EcsResponder
) -> None:
    fleet = task_fleet(broker)
    fleet.raise_to(queue="heavy", workers=1)
    broker.flushdb()
    assert fleet.raise_to(queue="heavy", workers=1) is None


def test_task_fleet_reports_an_unavailable_broker(responder: EcsResponder) -> None:
    with pytest.raises(FleetError):
        task_fleet(connect("redis://127.0.0.1:1/0")).raise_to(queue="heavy", workers=1)
