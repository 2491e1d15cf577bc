"""Proof: what is deployed gives each queue exactly the workers that its demand needs.

The evaluator of AWS's rules is the simulator's own, `apps.scaling.alarms`.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps.scaling.alarms import Action, evaluate
from apps.scaling.policy import workers_needed
from awscdk.tests.templates import Templates
from config import topology
from config.deployed_scaling import UnexpectedTemplateError, deployed_autoscaling

SCALED = [queue for queue in topology.QUEUES if queue.minimum == 0]


def actions(
    templates: Templates, queue: topology.Queue, datapoints: list[float | None]
) -> list[list[Action]]:
    deployed = deployed_autoscaling(templates=templates.folder, queue=queue.name)
    return evaluate(alarms=[deployed.busy, deployed.idle], datapoints=datapoints)


@pytest.mark.parametrize("queue", topology.QUEUES, ids=lambda queue: queue.name)
def test_every_demand_gives_the_workers_of_the_policy(
    production: Templates, queue: topology.Queue
) -> None:
    for demand in range(3 * queue.maximum * queue.concurrency + 1):
        # Long enough for either alarm.
        minutes = actions(production, queue, [float(demand)] * 5)
        assert all(len(asked) <= 1 for asked in minutes), f"{demand} pulls both ways"
        (asked,) = minutes[-1]
        assert asked.adjustment == "ExactCapacity"
        assert asked.capacity == max(
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
def test_no_order_of_demands_pulls_both_ways(production: Templates, queue: topology.Queue) -> None:
    deployed = deployed_autoscaling(templates=production.folder, queue=queue.name)
    for datapoints in orders(4, [None, 0.0, 1.0, 2.0, 9.0]):
        for asked in evaluate(alarms=[deployed.busy, deployed.idle], datapoints=datapoints):
            assert len(asked) <= 1, datapoints


@pytest.mark.parametrize("queue", SCALED, ids=lambda queue: queue.name)
def test_the_last_worker_goes_after_two_quiet_minutes_and_not_for_silence(
    templates: Templates, queue: topology.Queue
) -> None:
    assert actions(templates, queue, [1.0, 0.0])[-1] == []
    assert [asked.capacity for asked in actions(templates, queue, [1.0, 0.0, 0.0])[-1]] == [0]
    assert actions(templates, queue, [1.0, None, None, None])[1:] == [[], [], []]


@pytest.mark.parametrize("queue", topology.QUEUES, ids=lambda queue: queue.name)
def test_it_is_what_the_topology_says(production: Templates, queue: topology.Queue) -> None:
    deployed = deployed_autoscaling(templates=production.folder, queue=queue.name)
    assert deployed == topology.autoscaling(queue)


@pytest.mark.parametrize("queue", topology.QUEUES, ids=lambda queue: queue.name)
def test_it_moves_the_service_that_the_queue_is_served_by(
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


def test_a_cooldown_that_the_simulator_does_not_know_is_refused(
    production: Templates, tmp_path: Path
) -> None:
    def wait(resources: Any) -> None:
        for each in resources.values():
            if "StepScalingPolicyConfiguration" in each.get("Properties", {}):
                each["Properties"]["StepScalingPolicyConfiguration"]["Cooldown"] = 300

    folder = changed(production, tmp_path / "changed", wait)
    with pytest.raises(UnexpectedTemplateError, match="Cooldown"):
        deployed_autoscaling(templates=folder, queue="heavy")


def test_a_queue_that_nothing_scales_is_refused(production: Templates) -> None:
    with pytest.raises(UnexpectedTemplateError, match="0 alarms upward and 0 downward"):
        deployed_autoscaling(templates=production.folder, queue="unknown")
