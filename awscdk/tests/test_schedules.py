"""Schedules: the sweep and off-hours."""

import json
from typing import Any

from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates, text


def schedules(templates: Templates) -> dict[str, dict[str, Any]]:
    return {
        each.properties["Name"].rpartition("-")[2]: each.properties
        for each in templates.of("Scheduler::Schedule")
    }


def function(templates: Templates, handler: str) -> dict[str, Any]:
    return templates.one("Lambda::Function", Handler=handler).properties


def test_sweep_is_scheduled_every_minute(templates: Templates) -> None:
    sweep = schedules(templates)["sweep"]
    assert sweep["ScheduleExpression"] == "rate(1 minute)"
    assert sweep["Target"]["RetryPolicy"]["MaximumRetryAttempts"] == 0
    variables = function(templates, "publish_celery_metrics.lambda_handler")["Environment"][
        "Variables"
    ]
    assert variables["CELERY_METRICS_URL"].endswith("example.com/api/celery-metrics/")
    assert "resolve:secretsmanager" in text(variables["CELERY_METRICS_TOKEN"])


def test_staging_sleeps_at_nights_and_weekends(staging: Templates) -> None:
    found = schedules(staging)
    assert found["sleep"]["ScheduleExpression"] == "cron(0/15 20-23 ? * * *)"
    assert found["wake"]["ScheduleExpression"] == "cron(0 7 ? * MON-FRI *)"
    for what in ("sleep", "wake"):
        assert json.loads(found[what]["Target"]["Input"]) == {"do": what}


def test_off_hours_function_knows_its_services(staging: Templates) -> None:
    variables = function(staging, "rest.lambda_handler")["Environment"]["Variables"]
    assert json.loads(variables["ALWAYS_ON"]) == {"always-on": 1}
    assert json.loads(variables["WORKER_TASKS"]) == ["worker-imports", "worker-heavy"]
    alarms = {
        alarm.properties["AlarmName"] for alarm in staging.of("CloudWatch::Alarm", stack="Watch")
    }
    assert set(json.loads(variables["ALARMS"])) == alarms


def test_off_hours_function_has_minimal_permissions(staging: Templates) -> None:
    (policy,) = (
        each.properties["PolicyDocument"]["Statement"]
        for each in staging.of("IAM::Policy", stack="Rest")
        if "Rest" in text(each.properties["Roles"]) and "Scheduler" not in each.id
    )
    for statement in policy:
        # ListTasks on Fargate supports no resources.
        assert statement["Resource"] != "*" or "ecs:cluster" in text(statement["Condition"])
        assert "*" not in text(statement["Action"])


def test_wake_url_allows_only_cloudfront(staging: Templates) -> None:
    assert staging.one("Lambda::Url").properties["AuthType"] == "AWS_IAM"
    permissions = [
        each.properties
        for each in staging.of("Lambda::Permission")
        if each.properties["Action"].startswith("lambda:InvokeFunction")
        and each.properties["Principal"] == "cloudfront.amazonaws.com"
    ]
    assert permissions
    assert all("Distribution" in text(each["SourceArn"]) for each in permissions)


def test_production_has_no_off_hours(production: Templates) -> None:
    assert set(schedules(production)) == {"sweep"}


def test_environment_without_shared_task_can_sleep(synthesize: Synthesize) -> None:
    from awscdk.environments import STAGING

    templates = synthesize("production", sleep=STAGING.sleep)
    variables = function(templates, "rest.lambda_handler")["Environment"]["Variables"]
    assert json.loads(variables["ALWAYS_ON"]) == {
        "web": 1,
        "websocket": 1,
        "worker-default": 1,
        "beat": 1,
        "flower": 1,
    }
