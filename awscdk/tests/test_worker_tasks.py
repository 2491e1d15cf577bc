"""Workers as standalone tasks, the other value of `worker_fleet`."""

import json
from typing import Any

import pytest

from awscdk.cost.compute import fargate
from awscdk.cost.prices import US_EAST_1
from awscdk.cost.usage import LIGHT
from awscdk.templates import read_templates
from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates, text
from config.topology import QUEUES, SERVICES, WorkerFleet

WORKERS = [f"worker-{queue.name}" for queue in QUEUES if queue.minimum == 0]


@pytest.fixture(scope="module")
def tasks(synthesize: Synthesize) -> Templates:
    return synthesize("staging", worker_fleet=WorkerFleet.TASKS)


@pytest.fixture(scope="module")
def services(synthesize: Synthesize) -> Templates:
    return synthesize("staging", worker_fleet=WorkerFleet.SERVICES)


def definition(templates: Templates, name: str) -> Any:
    (found,) = (
        each
        for each in templates.of("ECS::TaskDefinition")
        if [one["Name"] for one in each.properties["ContainerDefinitions"]] == [name]
    )
    return found


def test_task_fleet_has_no_service_and_no_scaling_of_workers(tasks: Templates) -> None:
    names = {each.properties["ServiceName"] for each in tasks.of("ECS::Service")}
    assert names == {"always-on"}
    assert tasks.of("ApplicationAutoScaling::ScalableTarget") == []
    alarms = tasks.of("CloudWatch::Alarm", stack="Backend")
    assert alarms == []


@pytest.mark.parametrize("name", WORKERS)
def test_worker_task_has_its_family_command_and_size(tasks: Templates, name: str) -> None:
    entry = next(each for each in SERVICES if each.name == name)
    properties = definition(tasks, name).properties
    assert properties["Family"] == f"staging-example-com-{name}"
    assert (properties["Cpu"], properties["Memory"]) == (str(entry.cpu), str(entry.memory))
    (container,) = properties["ContainerDefinitions"]
    assert container["Command"] == entry.arguments(host="0.0.0.0", port=None)
    assert container["StopTimeout"] == 120


@pytest.mark.parametrize("name", WORKERS)
def test_new_worker_version_starts_after_the_migration(tasks: Templates, name: str) -> None:
    (path,) = tasks.folder.glob("*Backend*.template.json")
    resources = json.loads(path.read_text())["Resources"]
    (migration,) = (name for name, each in resources.items() if each["Type"] == "Custom::Migration")
    assert migration in resources[definition(tasks, name).id]["DependsOn"]


def test_containers_know_how_to_start_tasks(tasks: Templates, services: Templates) -> None:
    def option(templates: Templates) -> Any:
        (container, *_) = (
            container
            for each in templates.of("ECS::TaskDefinition")
            for container in each.properties["ContainerDefinitions"]
            if container["Name"] == "web"
        )
        return next(
            each["Value"] for each in container["Environment"] if each["Name"] == "WORKER_TASKS"
        )

    assert option(services) == ""
    written = "".join(
        part if isinstance(part, str) else "id" for part in option(tasks)["Fn::Join"][1]
    )
    assert json.loads(written) == {
        "subnets": ["id", "id"],
        "security_groups": ["id"],
        "public_ip": True,
        "spot": True,
    }


def test_both_fleets_cost_the_same_at_work(tasks: Templates, services: Templates) -> None:
    def worker_lines(templates: Templates) -> list[Any]:
        return [
            (line.what, line.quantity, line.dollars)
            for line in fargate(read_templates(templates.folder), LIGHT["staging"], US_EAST_1)
        ]

    assert sorted(worker_lines(tasks)) == sorted(worker_lines(services))


def test_permissions_are_those_of_the_fleet(tasks: Templates, services: Templates) -> None:
    def granted(templates: Templates) -> str:
        return text(
            [
                each.properties["PolicyDocument"]
                for each in templates.of("IAM::Policy", stack="Cluster")
                if "TaskRole" in text(each.properties["Roles"])
            ]
        )

    of_tasks, of_services = granted(tasks), granted(services)
    for action in ("ecs:RunTask", "ecs:ListTasks", "ecs:StopTask", "iam:PassRole"):
        assert action in of_tasks
        assert action not in of_services
    for action in ("ecs:UpdateService", "ecs:UpdateTaskProtection"):
        assert action in of_services
        assert action not in of_tasks
    assert "task-definition/staging-example-com-worker-*:*" in of_tasks


def test_off_hours_wait_for_running_worker_tasks(tasks: Templates) -> None:
    function = tasks.one("Lambda::Function", Handler="rest.lambda_handler").properties
    variables = function["Environment"]["Variables"]
    assert json.loads(variables["WORKERS"]) == []
    assert json.loads(variables["WORKER_TASKS"]) == WORKERS
    assert "ecs:ListTasks" in text(
        [each.properties["PolicyDocument"] for each in tasks.of("IAM::Policy", stack="Rest")]
    )
