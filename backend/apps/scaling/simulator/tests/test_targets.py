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
MISSED_RATIO = {"2 a day, bursty": 1.105}
"""With three quiet minutes: 70 s of cold start and about 195 s of quiet for every task of its own
are 11 % of 2430 s."""


def ours(
    *,
    quiet: int = 3,
    wake: Wake = Wake.UPWARD,
    visible_after: float = 0,
    hold: float = 0,
    days: int = 120,
    seeds: int = 3,
) -> list[Result]:
    contestant = contest(QUEUE, quiet=quiet).ours(
        OURS, wake=wake, visible_after=visible_after, hold=hold
    )
    return averaged(
        [
            measured(
                policy=OURS,
                trace=trace,
                outcome=contestant.play(trace),
                queue=QUEUE,
                dollars_an_hour=0.1215,
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


def test_three_quiet_minutes_cost_at_most_the_target_but_for_lone_tasks(
    results: list[Result],
) -> None:
    for result in results:
        assert result.ratio <= MISSED_RATIO.get(result.trace, TARGET_RATIO), result


def test_two_quiet_minutes_cost_less_than_the_target_on_every_trace() -> None:
    assert all(result.ratio <= 1.08 for result in ours(quiet=2))


def missing_the_start(results: list[Result]) -> list[str]:
    return [r.trace for r in results if r.p95_unbound is None or r.p95_unbound > TARGET_P95]


def test_waking_from_zero_only_leaves_a_second_worker_to_the_alarm() -> None:
    missed = missing_the_start(ours(wake=Wake.FROM_ZERO, days=60, seeds=1))
    assert {"20 a day, poisson", "8 a day, bursty", "20 a day, bursty"} <= set(missed)


def test_an_idle_alarm_that_sees_late_takes_a_woken_worker_back() -> None:
    late = ours(visible_after=15, days=30, seeds=1)
    assert len(missing_the_start(late)) == len(late)


def test_holding_what_a_wake_asked_for_mends_that() -> None:
    assert missing_the_start(ours(visible_after=15, hold=120, days=30, seeds=1)) == []
