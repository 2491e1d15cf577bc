"""The numbers of the project's question, at full length: 120 days, 3 seeds, every trace."""

import pytest

from apps.scaling.simulator.alarmed import Wake
from apps.scaling.simulator.averages import averaged
from apps.scaling.simulator.contestants import OURS
from apps.scaling.simulator.results import Result, measured
from apps.scaling.simulator.tests.queues import Queue, contest
from apps.scaling.simulator.traces import traces

QUEUE = Queue()
TARGET_RATIO = 1.10
TARGET_P95 = 90
QUIET_PERIODS = 2
"""As in the topology, which no app may import; config/tests compares them."""


def ours(
    *,
    quiet: int = QUIET_PERIODS,
    wake: Wake = Wake.UPWARD,
    visible_after: float = 0,
    silent_at_rest: bool = True,
    days: int = 120,
    seeds: int = 3,
) -> list[Result]:
    contestant = contest(QUEUE, quiet=quiet).ours(
        OURS, wake=wake, visible_after=visible_after, silent_at_rest=silent_at_rest
    )
    return averaged(
        [
            measured(
                policy=OURS,
                trace=trace,
                outcome=contestant.play(trace),
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


def test_a_start_takes_at_most_the_target_where_the_maximum_does_not_bind(
    results: list[Result],
) -> None:
    assert all(r.p95_unbound is not None and r.p95_unbound <= TARGET_P95 for r in results)


def test_the_workers_cost_at_most_the_target_on_every_trace(results: list[Result]) -> None:
    assert [r.trace for r in results if r.ratio > TARGET_RATIO] == []


def test_a_third_quiet_minute_costs_more_than_that_where_tasks_are_lone() -> None:
    assert [r.trace for r in ours(quiet=3) if r.ratio > TARGET_RATIO] == ["2 a day, bursty"]


def missing_the_start(results: list[Result]) -> list[str]:
    return [r.trace for r in results if r.p95_unbound is None or r.p95_unbound > TARGET_P95]


def test_waking_from_zero_only_leaves_a_second_worker_to_the_alarm() -> None:
    missed = missing_the_start(ours(wake=Wake.FROM_ZERO, days=60, seeds=1))
    assert {"20 a day, poisson", "8 a day, bursty", "20 a day, bursty"} <= set(missed)


def test_a_task_that_the_alarms_see_five_seconds_late_keeps_its_worker() -> None:
    assert missing_the_start(ours(visible_after=5)) == []


def test_zeros_at_rest_would_take_it_back() -> None:
    noisy = ours(visible_after=5, silent_at_rest=False)
    assert len(missing_the_start(noisy)) == len(noisy)


def test_seen_a_quarter_of_a_minute_late_a_second_worker_may_be_taken_back_for_a_minute() -> None:
    late = ours(visible_after=15)
    assert set(missing_the_start(late)) == {
        "20 a day, poisson",
        "8 a day, bursty",
        "20 a day, bursty",
    }
    assert all(r.p95_unbound is not None and r.p95_unbound <= 150 for r in late)
