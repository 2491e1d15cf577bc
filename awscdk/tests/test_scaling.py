"""Proof: what is deployed gives each queue exactly the workers that its demand needs.

The evaluator of AWS's rules is the simulator's own, `celery_scale_to_zero.policy.alarms`.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates
from celery_scale_to_zero.policy.alarms import Action, evaluate
from celery_scale_to_zero.policy.capacity import workers_needed
from config import topology
from config.deployed_scaling import UnexpectedTemplateError, deployed_autoscaling
from config.topology import WorkerFleet


@pytest.fixture(scope="session")
def production(synthesize: Synthesize) -> Templates:
    """Return the templates with the fleet that alarms scale."""
    return synthesize("production", worker_fleet=WorkerFleet.SERVICES)


SCALED = [queue for queue in topology.QUEUES if queue.minimum == 0]


def actions(
    templates: Templates, queue: topology.Queue, datapoints: list[float | None]
) -> list[list[Action]]:
    deployed = deployed_autoscaling(templates=templates.folder, queue=queue.name)
    return evaluate(alarms=[deployed.busy, deployed.idle], datapoints=datapoints)


@pytest.mark.parametrize("queue", topology.QUEUES, ids=lambda queue: queue.name)
def test_scaling_steps_match_the_policy(production: Templates, queue: topology.Queue) -> None:
    for demand in range(3 * queue.maximum * queue.concurrency + 1):
        # Long enough for either alarm.
        minutes = actions(production, queue, [float(demand)] * 5)
        assert all(len(action) <= 1 for action in minutes), f"{demand} pulls both ways"
        (action,) = minutes[-1]
        assert action.adjustment == "ExactCapacity"
        assert action.capacity == max(
            queue.minimum,
            workers_needed(demand=demand, concurrency=queue.concurrency, maximum=queue.maximum),
        )


def orders(length: int, values: list[float | None]) -> Iterator[list[float | None]]:
    if length == 0:
        yield []
        return
    for rest in orders(length - 1, values):
        for value in values:
            yield [*rest, value]


@pytest.mark.parametrize("queue", topology.QUEUES, ids=lambda queue: queue.name)
def test_scaling_alarms_never_conflict(production: Templates, queue: topology.Queue) -> None:
    deployed = deployed_autoscaling(templates=production.folder, queue=queue.name)
    for datapoints in orders(4, [None, 0.0, 1.0, 2.0, 9.0]):
        for action in evaluate(alarms=[deployed.busy, deployed.idle], datapoints=datapoints):
            assert len(action) <= 1, datapoints


@pytest.mark.parametrize("queue", SCALED, ids=lambda queue: queue.name)
def test_scale_in_to_zero_needs_two_idle_minutes(
    production: Templates, queue: topology.Queue
) -> None:
    assert actions(production, queue, [1.0, 0.0])[-1] == []
    assert [action.capacity for action in actions(production, queue, [1.0, 0.0, 0.0])[-1]] == [0]
    # Missing data ends both alarms, the busy one after three minutes.
    minutes = actions(production, queue, [1.0, None, None, None, 0.0, None, None, None])
    assert [[action.capacity for action in minute] for minute in minutes] == [[1]] * 3 + [[]] * 5


@pytest.mark.parametrize("queue", topology.QUEUES, ids=lambda queue: queue.name)
def test_scaling_matches_the_topology(production: Templates, queue: topology.Queue) -> None:
    deployed = deployed_autoscaling(templates=production.folder, queue=queue.name)
    assert deployed == topology.autoscaling(queue)


@pytest.mark.parametrize("queue", topology.QUEUES, ids=lambda queue: queue.name)
def test_scaling_targets_the_service_of_the_queue(
    production: Templates, queue: topology.Queue
) -> None:
    (target,) = (
        each
        for each in production.of("ApplicationAutoScaling::ScalableTarget")
        if each.id.startswith(f"worker{queue.name}")
    )
    service = production.one("ECS::Service", ServiceName=f"worker-{queue.name}")
    assert {"Fn::GetAtt": [service.id, "Name"]} in target.properties["ResourceId"]["Fn::Join"][1]
    assert (target.properties["MinCapacity"], target.properties["MaxCapacity"]) == (
        queue.minimum,
        queue.maximum,
    )
    # What Application Auto Scaling sets is not put back by the next deployment.
    assert "DesiredCount" not in service.properties


def changed(templates: Templates, folder: Path, change: Any) -> Path:
    shutil.copytree(templates.folder, folder, ignore=shutil.ignore_patterns("asset.*"))
    (path,) = folder.glob("*Backend*.template.json")
    template = json.loads(path.read_text())
    change(template["Resources"])
    path.write_text(json.dumps(template))
    return folder


def test_unsupported_cooldown_is_rejected(production: Templates, tmp_path: Path) -> None:
    def wait(resources: Any) -> None:
        for each in resources.values():
            if "StepScalingPolicyConfiguration" in each.get("Properties", {}):
                each["Properties"]["StepScalingPolicyConfiguration"]["Cooldown"] = 300

    folder = changed(production, tmp_path / "changed", wait)
    with pytest.raises(UnexpectedTemplateError, match="Cooldown"):
        deployed_autoscaling(templates=folder, queue="heavy")


def test_queue_without_scaling_is_rejected(production: Templates) -> None:
    with pytest.raises(UnexpectedTemplateError, match="0 alarms upward and 0 downward"):
        deployed_autoscaling(templates=production.folder, queue="unknown")
