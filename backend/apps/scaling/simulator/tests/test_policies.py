from random import Random
from typing import Any

import pytest

from apps.scaling.simulator.clock import Ticker
from apps.scaling.simulator.jobs import Job, Outcome
from apps.scaling.simulator.policies import DELAYS, ORACLE, SERVICES, TASKS
from apps.scaling.simulator.results import Result, measure
from apps.scaling.simulator.simulation import simulate
from apps.scaling.simulator.tests.comparisons import IDLE_SECONDS, comparison
from apps.scaling.simulator.traces import ARRIVALS, Arrival, Trace, trace, traces
from celery_scale_to_zero.policy.alarms import MISSING_DATA
from celery_scale_to_zero.tests.alarm_fixtures import Queue, autoscaling

QUEUE = Queue()
PROTECTED = (
    "KEDA ScaledObject, unlimited grace",
    "KEDA ScaledJob",
    "AWS Batch",
    *(f"{SERVICES}, {missing}, {late} s" for missing in MISSING_DATA for late in DELAYS),
    TASKS,
)


DOLLARS_AN_HOUR = 0.12
Outcomes = list[tuple[Trace, str, Outcome]]


@pytest.fixture(scope="module")
def outcomes() -> Outcomes:
    return [
        (each, policy.name, policy.simulate(each))
        for each in traces(days=10, seeds=1)
        for policy in comparison(QUEUE).policies()
    ]


@pytest.fixture(scope="module")
def results(outcomes: Outcomes) -> list[Result]:
    return [
        measure(
            policy=policy,
            trace=each,
            outcome=outcome,
            queue=QUEUE,
            dollars_an_hour=DOLLARS_AN_HOUR,
        )
        for each, policy, outcome in outcomes
    ]


def by_trace(results: list[Result], policy: str) -> dict[str, Result]:
    return {result.trace: result for result in results if result.policy == policy}


def test_every_task_ends_or_counts_as_lost(outcomes: Outcomes) -> None:
    for each, _, outcome in outcomes:
        jobs = outcome.jobs
        assert len(jobs) == len(each.tasks)
        assert [job.arrived for job in jobs] == [task.moment for task in each.tasks]
        once = [job for job in jobs if job.deliveries == job.ends == 1 and not job.kills]
        again = [job for job in jobs if job.deliveries > 1 or not job.ends]
        assert len(once) + len(again) == len(jobs)


def test_same_seeds_give_same_results(results: list[Result]) -> None:
    assert results == simulate(
        queue_numbers=QUEUE,
        autoscaling=autoscaling(QUEUE),
        idle_seconds=IDLE_SECONDS,
        dollars_an_hour=DOLLARS_AN_HOUR,
        seeds=1,
        days=10,
    )


@pytest.mark.parametrize("arrivals", ARRIVALS)
def test_skipped_ticks_do_not_change_results(
    arrivals: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = trace(arrivals=arrivals, tasks_a_day=20, days=1, seed=0)

    def jobs_and_starts() -> list[tuple[list[Job], int]]:
        found = [policy.simulate(day) for policy in comparison(QUEUE).policies()]
        return [(outcome.jobs, outcome.start_calls) for outcome in found]

    def tick_always(ticker: Any) -> None:
        ticker._act()
        ticker._clock.at(ticker._clock.now + ticker._every, ticker._tick)

    left_out = repr(jobs_and_starts())
    monkeypatch.setattr(Ticker, "_tick", tick_always)
    assert repr(jobs_and_starts()) == left_out


def test_oracle_is_a_lower_bound(results: list[Result]) -> None:
    oracle = by_trace(results, ORACLE)
    for result in results:
        best = oracle[result.trace]
        assert best.p50 is not None
        assert best.p95 is not None
        assert result.worker_hours >= best.worker_hours - 1e-6 or result.lost
        if result.policy == "KEDA ScaledObject, unlimited grace":
            continue  # its draining workers do not count: more than the maximum work at a time
        assert result.p50 is None or result.p50 >= best.p50
        assert result.p95 is None or result.p95 >= best.p95


@pytest.mark.parametrize("policy", PROTECTED)
def test_protection_or_unlimited_grace_kills_nothing(results: list[Result], policy: str) -> None:
    for result in by_trace(results, policy).values():
        assert (result.killed, result.run_twice, result.lost) == (0, 0, 0)


@pytest.mark.parametrize("policy", ["naive policy, as built", "KEDA ScaledObject, no grace"])
def test_unprotected_scale_in_kills_tasks(results: list[Result], policy: str) -> None:
    assert all(result.killed for result in by_trace(results, policy).values())


def test_intended_naive_policy_adds_workers_for_one_task() -> None:
    task = Trace(
        arrivals="poisson",
        tasks_a_day=2,
        days=1,
        seed=1,
        tasks=(Arrival(moment=10_000, duration=3000),),
    )
    naive_policy = comparison(QUEUE).naive_policy("naive policy", overlap=False)
    assert naive_policy.simulate(task).start_calls == 2
    assert comparison(QUEUE).services().simulate(task).start_calls == 1
    assert comparison(QUEUE).tasks().simulate(task).start_calls == 1


@pytest.mark.parametrize("name", [SERVICES, TASKS])
def test_our_fleets_kill_nothing_on_small_traces(name: str) -> None:
    random = Random(7)
    for seed in range(30):
        queue = Queue(maximum=random.randint(1, 4), concurrency=random.randint(1, 3))
        each = trace(
            arrivals=random.choice(["poisson", "bursty"]),
            tasks_a_day=random.choice([2, 20, 100]),
            days=2,
            seed=seed,
        )
        compared = comparison(queue)
        outcome = (compared.tasks() if name == TASKS else compared.services()).simulate(each)
        assert all((job.kills, job.deliveries) == (0, 1) for job in outcome.jobs if job.ends)
        if each.tasks_a_day < 100:
            assert all(job.ends for job in outcome.jobs)
            result = measure(
                policy=name, trace=each, outcome=outcome, queue=queue, dollars_an_hour=1
            )
            assert result.worker_hours >= result.work_hours


@pytest.mark.parametrize("arrival", [0.0, 80.0])
def test_idle_task_ends_by_itself(arrival: float) -> None:
    """The second task arrives while the first worker is idle, or after it has ended."""
    first = Arrival(moment=10_000, duration=1000)
    # The cold start takes 90 s at most, and the wake a second.
    second = Arrival(moment=11_000 + arrival, duration=1000)
    each = Trace(arrivals="poisson", tasks_a_day=2, days=1, seed=1, tasks=(first, second))
    policy = comparison(QUEUE).tasks(idle_seconds=30)
    outcome = policy.simulate(each)
    assert outcome.start_calls == 2
    assert 2000 + 2 * (20 + 30) <= outcome.worker_seconds <= 2000 + 2 * (80 + 30)


def test_scaled_jobs_and_batch_start_a_worker_for_each_task() -> None:
    each = trace(arrivals="bursty", tasks_a_day=20, days=5, seed=0)
    for policy in comparison(QUEUE).policies():
        if policy.name in ("KEDA ScaledJob", "AWS Batch"):
            assert policy.simulate(each).start_calls == len(each.tasks)


@pytest.mark.parametrize("overlap", [True, False])
def test_late_datapoints_do_not_change_the_naive_policy(overlap: bool) -> None:
    each = trace(arrivals="bursty", tasks_a_day=8, days=10, seed=0)
    outcomes = [
        comparison(QUEUE).naive_policy("", overlap=overlap, late=late).simulate(each)
        for late in DELAYS
    ]
    assert len({(outcome.worker_seconds, outcome.start_calls) for outcome in outcomes}) == 1


def test_built_naive_policy_flaps_for_one_task() -> None:
    lone = Trace(
        arrivals="poisson",
        tasks_a_day=2,
        days=1,
        seed=1,
        tasks=(Arrival(moment=10_000, duration=7200),),
    )
    outcome = comparison(QUEUE).naive_policy("naive policy", overlap=True).simulate(lone)
    assert outcome.jobs[0].ends == 0
    assert outcome.start_calls > 2
