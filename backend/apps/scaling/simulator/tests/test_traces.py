from itertools import islice
from random import Random
from statistics import fmean, pvariance

import pytest

from apps.scaling.simulator.traces import (
    DAY,
    MAX_TASK_SECONDS,
    MIN_TASK_SECONDS,
    duration,
    gaps,
    trace,
    traces,
)


@pytest.mark.parametrize(("arrivals", "expected"), [("poisson", 1.0), ("bursty", 4.0)])
def test_gaps_have_their_mean_and_burstiness(arrivals: str, expected: float) -> None:
    long = list(islice(gaps(arrivals=arrivals, mean=100, random=Random(1)), 200_000))
    assert fmean(long) == pytest.approx(100, rel=0.03)
    assert pvariance(long) / fmean(long) ** 2 == pytest.approx(expected, rel=0.05)


def test_durations_stay_within_the_bounds_and_reach_them() -> None:
    random = Random(1)
    durations = [duration(random=random) for _ in range(5000)]
    assert (min(durations), max(durations)) == (MIN_TASK_SECONDS, MAX_TASK_SECONDS)
    assert fmean(durations) == pytest.approx(2480, rel=0.03)


def test_a_seed_repeats_itself_and_another_differs() -> None:
    first, again, other = (
        trace(arrivals="bursty", tasks_a_day=8, days=10, seed=seed) for seed in (1, 1, 2)
    )
    assert first == again
    assert first.tasks != other.tasks


def test_arrivals_are_in_order_within_the_days() -> None:
    for each in traces(days=20, seeds=1):
        moments = [task.moment for task in each.tasks]
        assert moments == sorted(moments)
        assert moments[-1] < 20 * DAY
