from dataclasses import replace

import pytest

from awscdk.templates import Resource
from awscdk.tests.cost.by_hand import (
    NOBODY,
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


def test_an_alarm_is_ten_cents_and_a_fast_one_thirty() -> None:
    assert dollars(alarm("a"), alarm("b")) == pytest.approx(0.20)
    assert dollars(alarm("a", period=10)) == pytest.approx(0.30)


def test_following_a_target_makes_two_alarms_by_itself() -> None:
    policy = resource("ApplicationAutoScaling::ScalingPolicy", PolicyType="TargetTrackingScaling")
    steps = resource("ApplicationAutoScaling::ScalingPolicy", "Steps", PolicyType="StepScaling")
    assert dollars(policy, steps) == pytest.approx(0.20)


def test_a_metric_of_ours_is_thirty_cents_and_one_of_aws_nothing() -> None:
    assert dollars(alarm("sweep", namespace="ours")) == pytest.approx(0.10 + 0.30)


def test_a_queue_has_two_metrics() -> None:
    assert dollars(alarm("default oldest", namespace="ours")) == pytest.approx(0.10 + 2 * 0.30)


def test_a_queue_at_zero_is_silent_until_it_has_work() -> None:
    worker = service("worker-heavy"), task("worker-heavy"), scaled("worker-heavy", minimum=0)
    resources = *worker, alarm("heavy oldest", namespace="ours")
    assert dollars(*resources) == pytest.approx(0.10)
    working = replace(NOBODY, worker_hours={"worker-heavy": 73})
    task_hours = 73 * (0.03238 + 2 * 0.00356)
    assert dollars(*resources, usage=working) == pytest.approx(0.10 + 0.06 + task_hours)


def test_nobody_publishes_while_the_environment_sleeps() -> None:
    usage = replace(NOBODY, is_asleep=True)
    assert dollars(alarm("sweep", namespace="ours"), usage=usage) == pytest.approx(0.10)


def test_a_minute_of_the_sweep_is_a_schedule_an_invocation_a_second_and_a_call() -> None:
    sweep = schedule("rate(1 minute)"), function(CELERY_METRICS_URL="https://example.com/")
    times = 43_800
    expected = times * (1e-6 + 0.2e-6 + 0.125 * 0.0133334e-3 + 0.01e-3)
    assert dollars(*sweep) == pytest.approx(expected)


def test_a_function_that_nobody_schedules_is_for_deployments() -> None:
    assert dollars(function()) == 0


def test_logs_are_paid_as_they_come_and_while_they_stay() -> None:
    group = resource("Logs::LogGroup", RetentionInDays=90)
    assert dollars(group, usage=replace(NOBODY, log_gigabytes=2)) == pytest.approx(1 + 6 * 0.03)


def test_a_dashboard_is_three_dollars() -> None:
    assert dollars(resource("CloudWatch::Dashboard")) == 3


def test_a_hundred_thousand_mails_are_two_dollars() -> None:
    mails = resource("SNS::Topic", "T"), resource("SNS::Subscription", Protocol="email")
    assert dollars(*mails, usage=replace(NOBODY, mails=100_000)) == pytest.approx(2)
