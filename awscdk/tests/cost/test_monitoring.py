from dataclasses import replace

import pytest

from awscdk.templates import Resource
from awscdk.tests.cost.resources import (
    NO_USAGE,
    dollars,
    function,
    resource,
    scaled,
    schedule,
    service,
    task,
)


def alarm(metric: str, *, namespace: str = "AWS/ECS", period: int = 60) -> Resource:
    return resource(
        "CloudWatch::Alarm", metric, MetricName=metric, Namespace=namespace, Period=period
    )


def test_alarms_are_billed_by_resolution() -> None:
    assert dollars(alarm("a"), alarm("b")) == pytest.approx(0.20)
    assert dollars(alarm("a", period=10)) == pytest.approx(0.30)


def test_target_tracking_adds_two_alarms() -> None:
    policy = resource("ApplicationAutoScaling::ScalingPolicy", PolicyType="TargetTrackingScaling")
    steps = resource("ApplicationAutoScaling::ScalingPolicy", "Steps", PolicyType="StepScaling")
    assert dollars(policy, steps) == pytest.approx(0.20)


def test_only_custom_metrics_are_billed() -> None:
    assert dollars(alarm("sweep", namespace="ours")) == pytest.approx(0.10 + 0.30)


def test_queue_has_two_metrics() -> None:
    assert dollars(alarm("default oldest", namespace="ours")) == pytest.approx(0.10 + 2 * 0.30)


def test_idle_queue_publishes_no_metrics() -> None:
    worker = service("worker-heavy"), task("worker-heavy"), scaled("worker-heavy", minimum=0)
    resources = *worker, alarm("heavy oldest", namespace="ours")
    assert dollars(*resources) == pytest.approx(0.10)
    working = replace(NO_USAGE, worker_hours={"worker-heavy": 73})
    task_hours = 73 * (0.03238 + 2 * 0.00356)
    assert dollars(*resources, usage=working) == pytest.approx(0.10 + 0.06 + task_hours)


def test_no_metrics_are_published_during_off_hours() -> None:
    usage = replace(NO_USAGE, is_asleep=True)
    assert dollars(alarm("sweep", namespace="ours"), usage=usage) == pytest.approx(0.10)


def test_sweep_is_billed_per_minute() -> None:
    sweep = schedule("rate(1 minute)"), function(CELERY_METRICS_URL="https://example.com/")
    times = 43_800
    expected = times * (1e-6 + 0.2e-6 + 0.125 * 0.0133334e-3 + 0.01e-3)
    assert dollars(*sweep) == pytest.approx(expected)


def test_unscheduled_function_runs_on_deployments() -> None:
    assert dollars(function()) == 0


def test_logs_are_billed_by_ingestion_and_storage() -> None:
    group = resource("Logs::LogGroup", RetentionInDays=90)
    assert dollars(group, usage=replace(NO_USAGE, log_gigabytes=2)) == pytest.approx(1 + 6 * 0.03)


def test_dashboard_costs_three_dollars() -> None:
    assert dollars(resource("CloudWatch::Dashboard")) == 3


def test_alarm_emails_are_billed() -> None:
    mails = resource("SNS::Topic", "T"), resource("SNS::Subscription", Protocol="email")
    assert dollars(*mails, usage=replace(NO_USAGE, mails=100_000)) == pytest.approx(2)
