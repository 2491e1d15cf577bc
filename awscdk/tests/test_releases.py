"""The order of a release and its rollback."""

import json
from typing import Any

from awscdk.templates import Resource
from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates, text
from config.topology import WorkerFleet

OUTERMOST = "-stack"


def written(templates: Templates, name: str) -> dict[str, Any]:
    """Return the resources of one template, as they are written."""
    (path,) = templates.folder.glob(f"*{name}*.template.json")
    resources: dict[str, Any] = json.loads(path.read_text())["Resources"]
    return resources


def step(templates: Templates, kind: str) -> Resource:
    (found,) = (each for each in templates.resources if each.type == f"Custom::{kind}")
    return found


def nested(templates: Templates, name: str) -> tuple[str, dict[str, Any]]:
    """Return a stack within the outermost one."""
    (found,) = (
        each
        for each in written(templates, OUTERMOST).items()
        if each[0].startswith(f"{name}Nested")
    )
    return found


def test_services_wait_for_the_migration(templates: Templates) -> None:
    migration = step(templates, "Migration").id
    services = [
        each
        for each in written(templates, "stackBackend").values()
        if each["Type"] == "AWS::ECS::Service"
    ]
    assert services
    assert all(migration in each["DependsOn"] for each in services)


def test_migration_runs_the_new_version(templates: Templates) -> None:
    properties = step(templates, "Migration").properties
    task = templates.by_id("Backend", properties["TaskDefinition"]["Ref"])
    assert task.properties["Family"].endswith("-management")
    assert properties["Commands"] == ["migrate --noinput", "collectstatic --noinput"]


def test_migration_waits_for_the_database(templates: Templates) -> None:
    _, backend = nested(templates, "Backend")
    assert "DatabaseNestedStack" in text(backend)


def test_site_upload_waits_for_the_backend(templates: Templates) -> None:
    backend, _ = nested(templates, "Backend")
    _, site = nested(templates, "Site")
    assert backend in site["DependsOn"]


def test_smoke_test_runs_last(templates: Templates) -> None:
    outermost = written(templates, OUTERMOST)
    smoke, stack = nested(templates, "Smoke")
    others = {
        key
        for key, each in outermost.items()
        if each["Type"] in ("AWS::CloudFormation::Stack", "AWS::Route53::RecordSet")
    }
    assert others - {smoke} == {*stack["DependsOn"]}


def test_smoke_test_runs_when_any_stack_changes(synthesize: Synthesize) -> None:
    def looks_at(**changes: Any) -> str:
        return text(step(synthesize("staging", **changes), "Smoke").properties["Parts"])

    assert looks_at().count(".json") == len(synthesize("staging").of("CloudFormation::Stack")) - 1
    assert looks_at() != looks_at(log_days=30)


def test_canaries_run_on_the_task_definitions_of_the_release(templates: Templates) -> None:
    properties = step(templates, "Canaries").properties
    assert properties["Commands"] == ["run_canaries"]
    assert properties["Environment"] == {"WORKER_CANARY": "1"}
    assert properties["Parts"] == step(templates, "Smoke").properties["Parts"]
    # Both steps come last, and neither waits for the other.
    smoke = written(templates, "stackSmoke")
    assert "Custom::Smoke" not in text(smoke[step(templates, "Canaries").id].get("DependsOn", []))
    assert "Backend" in text(properties["TaskDefinition"])


def test_fleet_of_services_has_no_canaries(synthesize: Synthesize) -> None:
    services = synthesize("staging", worker_fleet=WorkerFleet.SERVICES)
    assert "Custom::Canaries" not in {each.type for each in services.resources}


def test_smoke_test_wakes_the_environment(staging: Templates, production: Templates) -> None:
    def rests(templates: Templates) -> str:
        function = templates.one("Lambda::Function", Handler="smoke.lambda_handler")
        found: str = function.properties["Environment"]["Variables"]["RESTS"]
        return found

    assert rests(staging)
    assert not rests(production)


def test_custom_resource_timeout_exceeds_the_function(templates: Templates) -> None:
    for kind, handler in (("Migration", "release"), ("Smoke", "smoke")):
        function = templates.one("Lambda::Function", Handler=f"{handler}.lambda_handler")
        timeout = function.properties["Timeout"]
        assert timeout <= 900
        assert int(step(templates, kind).properties["ServiceTimeout"]) == timeout + 60


def test_migration_may_start_only_its_own_task(templates: Templates) -> None:
    name = templates.one("ECS::Cluster").properties["ClusterName"]
    (policy,) = (
        each.properties["PolicyDocument"]["Statement"]
        for each in templates.of("IAM::Policy", stack="Backend")
        if "Migration" in each.id
    )
    resources = {text(each["Action"]): text(each["Resource"]) for each in policy}
    assert f"task-definition/{name}-management:*" in resources['"ecs:RunTask"']
    assert all(resource != '"*"' for resource in resources.values())
    (passed,) = (each for each in policy if each["Action"] == "iam:PassRole")
    assert passed["Condition"]["StringEquals"] == {"iam:PassedToService": "ecs-tasks.amazonaws.com"}
