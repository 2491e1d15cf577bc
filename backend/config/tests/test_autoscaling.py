from math import ceil

import pytest

from apps.scaling.simulator.tests import test_targets
from config.topology import Alarm, Queue, autoscaling

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
def test_every_demand_has_exactly_the_workers_it_needs(queue: Queue) -> None:
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
def test_no_demand_pulls_both_ways(queue: Queue) -> None:
    scaling = autoscaling(queue)
    for demand in range(3 * queue.maximum * queue.concurrency + 1):
        assert breaches(scaling.busy, demand) is not breaches(scaling.idle, demand)


def test_the_last_worker_goes_only_after_two_quiet_minutes() -> None:
    idle = autoscaling(QUEUES[0]).idle
    assert (idle.datapoints, idle.period, idle.statistic) == (2, 60, "Maximum")
    assert idle.datapoints == test_targets.QUIET_PERIODS
    assert [step.capacity for step in idle.steps] == [0]
    assert idle.missing_data == "ignore"
