from dataclasses import replace

import pytest

from celery_scale_to_zero.policy.alarms import (
    Action,
    AlarmEvaluator,
    Step,
    breaches,
    evaluate,
    step_for,
)
from celery_scale_to_zero.policy.capacity import workers_needed
from celery_scale_to_zero.tests.alarm_fixtures import Queue, busy_alarm, idle_alarm

BUSY = busy_alarm(Queue(maximum=3, concurrency=2))
IDLE = idle_alarm(datapoints=3)


def exactly(capacity: int) -> list[Action]:
    return [Action(adjustment="ExactCapacity", capacity=capacity)]


def test_busy_alarm_acts_from_the_first_datapoint() -> None:
    assert evaluate(alarms=[BUSY], datapoints=[0, 1, 1, 3, 0]) == [
        [],
        exactly(1),
        exactly(1),
        exactly(2),
        [],
    ]


def test_idle_alarm_needs_three_consecutive_datapoints() -> None:
    actions = evaluate(alarms=[IDLE], datapoints=[1, 0, 0, 0, 0, 1, 0, 0, 0])
    assert [bool(minute) for minute in actions] == [
        *[False, False, False, True, True],
        *[False, False, False, True],
    ]


def test_ignored_missing_datapoint_keeps_the_alarm_state() -> None:
    """The policy acts once a minute while the alarm lasts."""
    watch = AlarmEvaluator(replace(IDLE, missing_data="ignore"))
    seen = [
        (watch.evaluate(datapoint), watch.in_alarm) for datapoint in [0, 0, None, 0, None, None]
    ]
    assert [in_alarm for _, in_alarm in seen] == [False, False, False, True, True, True]
    assert [action is not None for action, _ in seen] == [False, False, False, True, True, True]


def test_missing_datapoints_end_an_alarm_that_needs_them() -> None:
    watch = AlarmEvaluator(IDLE)
    for datapoint in (0, 0, 0):
        watch.evaluate(datapoint)
    # CloudWatch looks two datapoints further back than the alarm needs.
    seen = [watch.evaluate(None) is not None for _ in range(4)]
    assert seen == [True, True, False, False]


def test_alarms_keep_their_state_without_data() -> None:
    assert evaluate(alarms=[BUSY, IDLE], datapoints=[None] * 10) == [[]] * 10


def test_idle_alarm_ignores_datapoints_before_a_gap() -> None:
    datapoints = [0, 0, None, None, None, None, 0]
    assert evaluate(alarms=[IDLE], datapoints=datapoints) == [[]] * 7


@pytest.mark.parametrize("demand", range(1, 12))
def test_busy_steps_match_the_policy(demand: int) -> None:
    step = step_for(alarm=BUSY, datapoint=demand)
    assert step is not None
    assert step.capacity == workers_needed(demand=demand, concurrency=2, maximum=3)


@pytest.mark.parametrize(
    ("comparison", "distance", "capacity"),
    [
        ("GreaterThanOrEqualToThreshold", 0, 1),
        ("GreaterThanOrEqualToThreshold", 9, 1),
        ("GreaterThanOrEqualToThreshold", 10, 2),
        ("GreaterThanThreshold", 10, 2),
        ("LessThanOrEqualToThreshold", 10, 1),
        ("LessThanOrEqualToThreshold", 0, None),
        ("LessThanThreshold", 1, 1),
        ("LessThanThreshold", 11, 2),
    ],
)
def test_step_bounds_depend_on_the_comparison(
    comparison: str, distance: int, capacity: int | None
) -> None:
    steps = (Step(lower=0, upper=10, capacity=1), Step(lower=10, upper=None, capacity=2))
    alarm = replace(BUSY, comparison=comparison, threshold=50, steps=steps)
    step = step_for(alarm=alarm, datapoint=50 + distance)
    assert (step.capacity if step else None) == capacity


@pytest.mark.parametrize(
    ("comparison", "breaching"),
    [
        ("GreaterThanThreshold", [False, False, True]),
        ("GreaterThanOrEqualToThreshold", [False, True, True]),
        ("LessThanThreshold", [True, False, False]),
        ("LessThanOrEqualToThreshold", [True, True, False]),
    ],
)
def test_breaches_compares_with_the_threshold(comparison: str, breaching: list[bool]) -> None:
    alarm = replace(BUSY, comparison=comparison, threshold=5)
    assert [breaches(alarm=alarm, datapoint=value) for value in (4, 5, 6)] == breaching


def test_alarms_never_request_opposite_actions() -> None:
    assert all(
        len(actions) == 1 for actions in evaluate(alarms=[BUSY, IDLE], datapoints=[0] * 3 + [1])[3:]
    )


@pytest.mark.parametrize(
    "change", [{"statistic": "Average"}, {"missing_data": "breaching"}, {"adjustment": "Percent"}]
)
def test_evaluator_rejects_unsupported_alarms(change: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="unsupported"):
        AlarmEvaluator(replace(BUSY, **change))  # type: ignore[arg-type]
