"""The targets for cost and start delay, on every trace: 120 days, 3 seeds."""

import pytest

from apps.scaling.simulator.alarm_policy import Wake
from apps.scaling.simulator.averages import average_seeds
from apps.scaling.simulator.policies import OURS
from apps.scaling.simulator.results import Result, measure
from apps.scaling.simulator.tests.queues import Queue, comparison
from apps.scaling.simulator.traces import traces

QUEUE = Queue()
TARGET_RATIO = 1.10
TARGET_P95 = 90
# As in the topology, which no app may import; config/tests compares them.
QUIET_PERIODS = 2


def ours(
    *,
    quiet: int = QUIET_PERIODS,
    wake: Wake = Wake.UPWARD,
    visible_after: float = 0,
    silent_at_rest: bool = True,
    days: int = 120,
    seeds: int = 3,
) -> list[Result]:
    policy = comparison(QUEUE, quiet=quiet).ours(
        OURS, wake=wake, visible_after=visible_after, silent_at_rest=silent_at_rest
    )
    return average_seeds(
        [
            measure(
                policy=OURS,
                trace=trace,
                outcome=policy.simulate(trace),
                queue=QUEUE,
                dollars_an_hour=0.0982,
            )
            for trace in traces(days=days, seeds=seeds)
        ]
    )


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return ours()


def test_nothing_is_killed_lost_or_run_twice(results: list[Result]) -> None:
    assert [(r.killed, r.lost, r.run_twice) for r in results] == [(0, 0, 0)] * 6


def test_start_delay_meets_the_target(
    results: list[Result],
) -> None:
    assert all(r.p95_unbound is not None and r.p95_unbound <= TARGET_P95 for r in results)


def test_cost_meets_the_target_on_every_trace(results: list[Result]) -> None:
    assert [r.trace for r in results if r.ratio > TARGET_RATIO] == []


def test_third_idle_minute_exceeds_the_cost_target() -> None:
    assert [r.trace for r in ours(quiet=3) if r.ratio > TARGET_RATIO] == ["2 a day, bursty"]


def missing_the_start(results: list[Result]) -> list[str]:
    return [r.trace for r in results if r.p95_unbound is None or r.p95_unbound > TARGET_P95]


def test_waking_from_zero_only_delays_the_second_worker() -> None:
    missed = missing_the_start(ours(wake=Wake.FROM_ZERO, days=60, seeds=1))
    assert {"20 a day, poisson", "8 a day, bursty", "20 a day, bursty"} <= set(missed)


def test_worker_is_kept_when_alarms_lag_five_seconds() -> None:
    assert missing_the_start(ours(visible_after=5)) == []


def test_worker_is_lost_when_zeros_are_published() -> None:
    noisy = ours(visible_after=5, silent_at_rest=False)
    assert len(missing_the_start(noisy)) == len(noisy)


def test_second_worker_may_be_lost_when_alarms_lag_longer() -> None:
    late = ours(visible_after=15)
    assert set(missing_the_start(late)) == {
        "20 a day, poisson",
        "8 a day, bursty",
        "20 a day, bursty",
    }
    assert all(r.p95_unbound is not None and r.p95_unbound <= 150 for r in late)
