"""Run scheduled functions and management commands."""

import json
from hashlib import sha256

import pytest

from awscdk.commands.rest import invoke
from awscdk.commands.run_task import run_task
from awscdk.emulator.browser import Browser
from awscdk.emulator.deployment import Deployment
from awscdk.emulator.inventory import client
from awscdk.emulator.tests.staging.queries import (
    SITE,
    own_alarms,
    run_schedule,
    schedule,
    secret,
    wait_until,
)
from awscdk.errors import CommandError
from local.aws import Aws


def test_schedule_requests_sweep_with_token(staging: Deployment, backend: int) -> None:
    """The host name cannot be resolved here: the function gets the echo server's URL instead."""
    found = schedule(staging, "sweep")
    functions = client("lambda")
    name = found["Target"]["Arn"]
    deployed = functions.get_function_configuration(FunctionName=name)["Environment"]
    url = f"http://127.0.0.1:{backend}/api/celery-metrics/"
    changed = {"Variables": deployed["Variables"] | {"CELERY_METRICS_URL": url}}

    assert found["ScheduleExpression"] == "rate(1 minute)"
    assert deployed["Variables"]["CELERY_METRICS_URL"] == f"{SITE}/api/celery-metrics/"
    functions.update_function_configuration(FunctionName=name, Environment=changed)
    try:
        result = run_schedule(found)
    finally:
        functions.update_function_configuration(FunctionName=name, Environment=deployed)
    assert result == {
        "path": "/api/celery-metrics/",
        "body": {"celery_metrics_token": secret(f"{staging.name}/CELERY_METRICS_TOKEN")},
    }


def test_sleep_is_skipped_while_workers_run(staging: Deployment) -> None:
    assert run_schedule(schedule(staging, "sleep")) == {"asleep": False}

    assert staging.desired()["always-on"] == 1


def test_sleep_stops_services_when_no_worker_runs(staging: Deployment, browser: Browser) -> None:
    for task in client("ecs").list_tasks(cluster=staging.name, startedBy="worker-heavy")[
        "taskArns"
    ]:
        client("ecs").stop_task(cluster=staging.name, task=task)

    assert run_schedule(schedule(staging, "sleep")) == {"asleep": True}
    assert {*staging.desired().values()} == {0}
    assert not any(each["ActionsEnabled"] for each in own_alarms(staging))
    wait_until(lambda: browser.get(f"{SITE}/api/health-check/").status == 503)
    assert browser.get(f"{SITE}/").status == 200


def test_wake_page_starts_services_by_a_click(staging: Deployment, browser: Browser) -> None:
    page = browser.get(f"{SITE}/wake")
    assert (page.status, b"Start</button>" in page.body) == (200, True)
    assert "sha256-" in page.headers["Content-Security-Policy"]
    # As for a crawler.
    assert {*staging.desired().values()} == {0}

    page = browser.request(
        "POST", f"{SITE}/wake", {"x-amz-content-sha256": sha256(b"").hexdigest()}
    )

    assert (page.status, b"<h1>Starting</h1>" in page.body) == (200, True)
    assert staging.desired() == {"always-on": 1}
    assert all(each["ActionsEnabled"] for each in own_alarms(staging))
    wait_until(lambda: browser.get(f"{SITE}/wake").status == 303)
    assert browser.get(f"{SITE}/wake").headers["Location"] == "/"
    assert browser.get(f"{SITE}/api/health-check/").status == 200


def test_command_sleeps_and_schedule_wakes(staging: Deployment) -> None:
    assert json.loads(invoke(chosen=staging.application, do="sleep")) == {"asleep": True}
    assert {*staging.desired().values()} == {0}

    assert run_schedule(schedule(staging, "wake")) == {"awake": False}
    assert staging.desired()["always-on"] == 1
    wait_until(lambda: run_schedule(schedule(staging, "wake")) == {"awake": True})


def test_command_wakes(staging: Deployment) -> None:
    assert json.loads(invoke(chosen=staging.application, do="wake")) == {"awake": True}
    with pytest.raises(CommandError, match="'dance' is not sleep or wake"):
        invoke(chosen=staging.application, do="dance")


def test_management_command_runs_as_own_task(staging: Deployment) -> None:
    output: list[str] = []

    def run(*command: str) -> int:
        return run_task(
            chosen=staging.application, command=[*command], say=output.append, pause=0.5
        )

    assert run("migrate", "--check") == 0
    assert run("migrate", "unknown") == 1
    assert "CommandError: No installed app with label 'unknown'." in output
    (_, arn) = client("ecs").list_tasks(
        cluster=staging.name, startedBy="run_task", desiredStatus="STOPPED"
    )["taskArns"]
    (task,) = client("ecs").describe_tasks(cluster=staging.name, tasks=[arn])["tasks"]
    (override,) = task["overrides"]["containerOverrides"]
    assert override == {
        "name": "management",
        "command": ["python", "manage.py", "migrate", "unknown"],
    }


def test_commands_fail_when_not_deployed(aws: Aws) -> None:
    production = Deployment(aws=aws, environment="production")
    with pytest.raises(CommandError, match="production-example-com-stack is not deployed"):
        run_task(chosen=production.application, command=["migrate"])
    with pytest.raises(CommandError, match="production-example-com has no off-hours schedule"):
        invoke(chosen=production.application, do="sleep")
