from math import ceil

import pytest

from apps.scaling.simulator.tests import comparisons, test_targets
from config.topology import IDLE_SECONDS, Alarm, Queue, autoscaling

QUEUES = [
    Queue(
        name="q", minimum=0, maximum=maximum, concurrency=concurrency, time_limit=1, cpu=1, memory=1
    )
    for maximum in (1, 2, 5)
    for concurrency in (1, 2, 4)
]


def breaches(alarm: Alarm, demand: int) -> bool:
    if alarm.comparison == "GreaterThanOrEqualToThreshold":
        return demand >= alarm.threshold
    assert alarm.comparison == "LessThanOrEqualToThreshold"
    return demand <= alarm.threshold


@pytest.mark.parametrize(
    "queue", QUEUES, ids=lambda q: f"max {q.maximum}, {q.concurrency} a worker"
)
def test_autoscaling_reaches_the_workers_of_each_demand(queue: Queue) -> None:
    busy = autoscaling(queue).busy
    for demand in range(1, 3 * queue.maximum * queue.concurrency + 1):
        capacities = [
            step.capacity
            for step in busy.steps
            if (step.lower is None or step.lower <= demand - busy.threshold)
            and (step.upper is None or demand - busy.threshold < step.upper)
        ]
        assert capacities == [min(queue.maximum, ceil(demand / queue.concurrency))]


@pytest.mark.parametrize("queue", QUEUES)
def test_autoscaling_alarms_never_contradict(queue: Queue) -> None:
    scaling = autoscaling(queue)
    for demand in range(3 * queue.maximum * queue.concurrency + 1):
        assert breaches(scaling.busy, demand) is not breaches(scaling.idle, demand)


def test_simulator_has_the_idle_seconds_of_the_topology() -> None:
    assert comparisons.IDLE_SECONDS == IDLE_SECONDS


def test_last_worker_stops_after_two_minutes_without_demand() -> None:
    idle = autoscaling(QUEUES[0]).idle
    assert (idle.datapoints, idle.period, idle.statistic) == (2, 60, "Maximum")
    assert idle.datapoints == test_targets.QUIET_PERIODS
    assert [step.capacity for step in idle.steps] == [0]
    assert idle.missing_data == "notBreaching"
