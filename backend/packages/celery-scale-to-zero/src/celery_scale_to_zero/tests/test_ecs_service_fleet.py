"""Against an emulated ECS, over HTTP. It starts nothing: that is what the local fleet is for."""

import time
from typing import Any

import boto3
import pytest

from celery_scale_to_zero.fleets import FleetError, Size
from celery_scale_to_zero.fleets.ecs_services import EcsServiceFleet


@pytest.fixture
def cluster() -> str:
    name = f"cluster-{time.time_ns()}"
    ecs: Any = boto3.client("ecs")
    ecs.create_cluster(clusterName=name)
    ecs.register_task_definition(
        family="worker", containerDefinitions=[{"name": "worker", "image": "none"}]
    )
    for queue in ("heavy", "imports"):
        ecs.create_service(
            cluster=name, serviceName=f"worker-{queue}", taskDefinition="worker", desiredCount=0
        )
    return name


def test_service_fleet_raises_a_service_from_zero(cluster: str) -> None:
    fleet = EcsServiceFleet(cluster=cluster)
    assert fleet.sizes(["heavy", "imports"])["heavy"] == Size(desired=0, running=0)

    assert fleet.raise_to(queue="heavy", workers=2) == 0

    sizes = fleet.sizes(["heavy", "imports"])
    assert (sizes["heavy"].desired, sizes["imports"].desired) == (2, 0)


def test_service_fleet_never_lowers(cluster: str) -> None:
    fleet = EcsServiceFleet(cluster=cluster)
    fleet.raise_to(queue="heavy", workers=2)
    assert fleet.raise_to(queue="heavy", workers=1) is None
    assert fleet.sizes(["heavy"])["heavy"].desired == 2


def test_service_fleet_rejects_a_queue_without_service(cluster: str) -> None:
    fleet = EcsServiceFleet(cluster=cluster)
    assert set(fleet.sizes(["heavy", "unknown"])) == {"heavy"}
    with pytest.raises(FleetError, match="worker-unknown"):
        fleet.raise_to(queue="unknown", workers=1)


def test_service_fleet_splits_large_requests(cluster: str) -> None:
    many = [f"q{number}" for number in range(12)]
    assert set(EcsServiceFleet(cluster=cluster).sizes([*many, "heavy"])) == {"heavy"}


def test_service_fleet_fails_fast_when_ecs_is_unavailable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    fleet = EcsServiceFleet(cluster="any")
    with pytest.raises(FleetError):
        fleet.sizes(["heavy"])
    with pytest.raises(FleetError):
        fleet.raise_to(queue="heavy", workers=1)
