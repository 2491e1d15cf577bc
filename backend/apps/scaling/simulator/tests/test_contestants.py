from random import Random

import pytest

from apps.scaling.simulator.contestants import ORACLE, OURS
from apps.scaling.simulator.results import Result, measured
from apps.scaling.simulator.simulation import simulate
from apps.scaling.simulator.tests.queues import Queue, autoscaling, contest
from apps.scaling.simulator.traces import Arrival, Trace, trace, traces

QUEUE = Queue()
HONEST = ("KEDA, unlimited grace", "sweep only", "ours, waking from zero only", OURS)


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return simulate(
        queue_numbers=QUEUE,
        autoscaling=autoscaling(QUEUE),
        dollars_an_hour=0.12,
        seeds=1,
        days=20,
    )


def by_trace(results: list[Result], policy: str) -> dict[str, Result]:
    return {result.trace: result for result in results if result.policy == policy}


def test_every_task_ends_or_is_counted_as_lost() -> None:
    for each in traces(days=20, seeds=1):
        for contestant in contest(QUEUE).contestants():
            jobs = contestant.play(each).jobs
            assert len(jobs) == len(each.tasks)
            assert [job.arrived for job in jobs] == [task.moment for task in each.tasks]
            once = [job for job in jobs if job.deliveries == job.ends == 1 and not job.kills]
            again = [job for job in jobs if job.deliveries > 1 or not job.ends]
            assert len(once) + len(again) == len(jobs)


def test_the_same_seeds_give_the_same_results(results: list[Result]) -> None:
    assert results == simulate(
        queue_numbers=QUEUE, autoscaling=autoscaling(QUEUE), dollars_an_hour=0.12, seeds=1, days=20
    )


def test_nobody_works_less_or_starts_earlier_than_the_oracle(results: list[Result]) -> None:
    oracle = by_trace(results, ORACLE)
    for result in results:
        best = oracle[result.trace]
        assert best.p50 is not None
        assert best.p95 is not None
        assert result.worker_hours >= best.worker_hours - 1e-6 or result.lost
        if result.policy == "KEDA, unlimited grace":
            continue  # its draining workers do not count: more than the maximum work at a time
        assert result.p50 is None or result.p50 >= best.p50
        assert result.p95 is None or result.p95 >= best.p95


@pytest.mark.parametrize("policy", HONEST)
def test_protection_or_endless_grace_kills_nothing(results: list[Result], policy: str) -> None:
    for result in by_trace(results, policy).values():
        assert (result.killed, result.run_twice, result.lost) == (0, 0, 0)


@pytest.mark.parametrize("policy", ["the obvious way, as built", "KEDA, no grace"])
def test_picking_any_victim_kills(results: list[Result], policy: str) -> None:
    assert all(result.killed for result in by_trace(results, policy).values())


def test_the_obvious_way_as_intended_adds_workers_for_one_task() -> None:
    task = Trace(
        arrivals="poisson",
        tasks_a_day=2,
        days=1,
        seed=1,
        tasks=(Arrival(moment=10_000, duration=3000),),
    )
    obvious_way = contest(QUEUE).obvious_way("obvious", overlap=False)
    assert obvious_way.play(task).start_calls == 2
    assert contest(QUEUE).contestants()[-2].play(task).start_calls == 1


def test_ours_kills_nothing_and_ends_empty_on_any_small_trace() -> None:
    random = Random(7)
    for seed in range(60):
        queue = Queue(maximum=random.randint(1, 4), concurrency=random.randint(1, 3))
        each = trace(
            arrivals=random.choice(["poisson", "bursty"]),
            tasks_a_day=random.choice([2, 20, 100]),
            days=2,
            seed=seed,
        )
        ours = next(each for each in contest(queue).contestants() if each.name == OURS)
        outcome = ours.play(each)
        assert all((job.kills, job.deliveries) == (0, 1) for job in outcome.jobs if job.ends)
        if each.tasks_a_day < 100:
            assert all(job.ends for job in outcome.jobs)
            result = measured(
                policy=OURS, trace=each, outcome=outcome, queue=queue, dollars_an_hour=1
            )
            assert result.worker_hours >= result.work_hours


def test_the_obvious_way_as_built_starts_and_stops_without_end_for_one_task() -> None:
    lone = Trace(
        arrivals="poisson",
        tasks_a_day=2,
        days=1,
        seed=1,
        tasks=(Arrival(moment=10_000, duration=7200),),
    )
    outcome = contest(QUEUE).obvious_way("obvious", overlap=True).play(lone)
    assert outcome.jobs[0].ends == 0
    assert outcome.start_calls > 100
