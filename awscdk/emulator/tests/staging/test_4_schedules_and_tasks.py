"""What happens by the clock, and what people have it do."""

import json

import pytest

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.inventory import client
from awscdk.emulator.tests.staging.readings import (
    SITE,
    WORKERS,
    own_alarms,
    run_schedule,
    schedule,
    secret,
    until,
)
from awscdk.emulator.visitor import Visitor
from awscdk.refusal import Refusal
from awscdk.rest import invoke
from awscdk.run_task import run_task
from local.aws import Aws


def test_the_sweep_is_asked_for_every_minute(staging: Deployment, backend: int) -> None:
    """With its token, at the address that stands there. Nobody resolves that here, so the function
    is given the backend's for a moment."""
    found = schedule(staging, "sweep")
    functions = client("lambda")
    name = found["Target"]["Arn"]
    deployed = functions.get_function_configuration(FunctionName=name)["Environment"]
    address = f"http://127.0.0.1:{backend}/api/celery-metrics/"
    moved = {"Variables": deployed["Variables"] | {"CELERY_METRICS_URL": address}}

    assert found["ScheduleExpression"] == "rate(1 minute)"
    assert deployed["Variables"]["CELERY_METRICS_URL"] == f"{SITE}/api/celery-metrics/"
    functions.update_function_configuration(FunctionName=name, Environment=moved)
    try:
        said = run_schedule(found)
    finally:
        functions.update_function_configuration(FunctionName=name, Environment=deployed)
    assert said == {
        "path": "/api/celery-metrics/",
        "asked": {"celery_metrics_token": secret(f"{staging.name}/CELERY_METRICS_TOKEN")},
    }


def test_it_does_not_rest_while_a_worker_is_up(staging: Deployment) -> None:
    assert run_schedule(schedule(staging, "sleep")) == {"asleep": False}

    assert staging.desired()["always-on"] == 1


def test_it_rests_once_no_worker_is_up(staging: Deployment, visitor: Visitor) -> None:
    for worker in WORKERS:
        client("ecs").update_service(cluster=staging.name, service=worker, desiredCount=0)

    assert run_schedule(schedule(staging, "sleep")) == {"asleep": True}
    assert {*staging.desired().values()} == {0}
    assert not any(each["ActionsEnabled"] for each in own_alarms(staging))
    until(lambda: visitor.get(f"{SITE}/api/health-check/").status == 503)
    assert visitor.get(f"{SITE}/").status == 200


def test_its_address_wakes_it(staging: Deployment, visitor: Visitor) -> None:
    page = visitor.get(f"{SITE}/wake")

    assert (page.status, b"Waking up" in page.body) == (200, True)
    assert staging.desired() == {"always-on": 1, **dict.fromkeys(WORKERS, 0)}
    assert all(each["ActionsEnabled"] for each in own_alarms(staging))
    until(lambda: visitor.get(f"{SITE}/wake").status == 303)
    assert visitor.get(f"{SITE}/wake").headers["Location"] == "/"
    assert visitor.get(f"{SITE}/api/health-check/").status == 200


def test_its_schedule_wakes_it(staging: Deployment) -> None:
    run_schedule(schedule(staging, "sleep"))
    assert {*staging.desired().values()} == {0}

    assert run_schedule(schedule(staging, "wake")) == {"awake": False}
    assert staging.desired()["always-on"] == 1
    until(lambda: run_schedule(schedule(staging, "wake")) == {"awake": True})


def test_a_person_puts_it_to_rest_and_wakes_it(staging: Deployment) -> None:
    assert json.loads(invoke(chosen=staging.application, do="sleep")) == {"asleep": True}
    invoke(chosen=staging.application, do="wake")
    assert staging.desired()["always-on"] == 1
    with pytest.raises(Refusal, match="'dance' is neither of sleep and wake"):
        invoke(chosen=staging.application, do="dance")


def test_a_management_command_runs_in_a_task_of_its_own(staging: Deployment) -> None:
    said: list[str] = []

    def run(*command: str) -> int:
        return run_task(chosen=staging.application, command=[*command], say=said.append, pause=0.5)

    assert run("migrate", "--check") == 0
    assert run("migrate", "unknown") == 1
    assert "CommandError: No installed app with label 'unknown'." in said
    (_, arn) = client("ecs").list_tasks(
        cluster=staging.name, startedBy="run_task", desiredStatus="STOPPED"
    )["taskArns"]
    (task,) = client("ecs").describe_tasks(cluster=staging.name, tasks=[arn])["tasks"]
    (override,) = task["overrides"]["containerOverrides"]
    assert override == {
        "name": "management",
        "command": ["python", "manage.py", "migrate", "unknown"],
    }


def test_what_is_not_deployed_runs_nothing(aws: Aws) -> None:
    production = Deployment(aws=aws, environment="production")
    with pytest.raises(Refusal, match="production-example-com-stack is not deployed"):
        run_task(chosen=production.application, command=["migrate"])
    with pytest.raises(Refusal, match="production-example-com never rests"):
        invoke(chosen=production.application, do="sleep")
