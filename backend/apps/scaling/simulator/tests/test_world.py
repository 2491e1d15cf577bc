"""The simulated world on short handwritten traces."""

from dataclasses import replace
from math import inf

from apps.scaling.simulator.fleet import Conditions
from apps.scaling.simulator.jobs import Outcome
from apps.scaling.simulator.traces import Arrival, Trace
from apps.scaling.simulator.world import World

ONE = Conditions(maximum=1, concurrency=1, cold_start=(70, 70), pull_after=0)


class Orders:
    """Sets the desired count at given seconds."""

    def __init__(self, orders: dict[float, int]) -> None:
        self.orders = orders

    def begin(self, world: World) -> None:
        for moment, desired in self.orders.items():
            world.clock.at(moment, lambda desired=desired: world.fleet.set_desired(desired))  # type: ignore[misc]

    def enqueued(self) -> None: ...

    def changed(self) -> None: ...


def simulate(
    orders: dict[float, int], *tasks: tuple[float, float], conditions: Conditions = ONE
) -> Outcome:
    """`orders`: desired counts by second; `tasks`: moment and duration."""
    arrivals = tuple(Arrival(moment=moment, duration=duration) for moment, duration in tasks)
    trace = Trace(arrivals="poisson", tasks_a_day=2, days=1, seed=1, tasks=arrivals)
    return World(conditions=conditions, policy=Orders(orders), seed=1).run(trace)


def test_task_waits_for_the_billed_cold_start() -> None:
    outcome = simulate({100: 1, 2000: 0}, (90, 1000))
    assert outcome.jobs[0].start_delay == 80
    assert outcome.worker_seconds == 1900


def test_running_worker_takes_the_next_task() -> None:
    outcome = simulate({0: 1, 5000: 0}, (100, 1000), (200, 1000), (3000, 10))
    assert [job.start_delay for job in outcome.jobs] == [0, 900, 0]
    assert outcome.start_calls == 1


def test_worker_runs_tasks_up_to_its_concurrency() -> None:
    two = replace(ONE, concurrency=2)
    outcome = simulate({0: 1}, (100, 1000), (200, 1000), (300, 1000), conditions=two)
    assert [job.start_delay for job in outcome.jobs] == [0, 0, 800]
    assert [job.maximum_bound for job in outcome.jobs] == [False, False, True]


def test_unprotected_worker_is_killed_and_its_task_rerun() -> None:
    outcome = simulate({0: 1, 500: 0, 600: 1}, (100, 1000))
    (job,) = outcome.jobs
    assert (job.kills, job.deliveries, job.ends) == (1, 2, 1)
    assert job.started == 670


def test_task_ending_within_the_grace_is_not_killed() -> None:
    outcome = simulate({0: 1, 500: 0}, (100, 510))
    assert (outcome.jobs[0].kills, outcome.jobs[0].ends) == (0, 1)
    assert outcome.worker_seconds == 610


def test_protected_worker_completes_its_task() -> None:
    outcome = simulate({0: 1, 500: 0}, (100, 1000), conditions=replace(ONE, protected=True))
    assert (outcome.jobs[0].kills, outcome.jobs[0].ends) == (0, 1)
    assert outcome.worker_seconds == 1100


def test_draining_worker_with_unlimited_grace_takes_no_task() -> None:
    outcome = simulate({0: 1, 500: 0}, (100, 1000), (600, 10), conditions=replace(ONE, grace=inf))
    assert [job.ends for job in outcome.jobs] == [1, 0]


def test_killed_task_returns_after_the_visibility_timeout() -> None:
    timeout = replace(ONE, visibility_timeout=3600)
    (job,) = simulate({0: 1, 500: 0, 5000: 1}, (100, 1000), conditions=timeout).jobs
    assert job.kills == 1
    assert job.started is not None
    assert 5070 <= job.started <= 5170


def test_killed_task_is_lost_without_a_live_worker() -> None:
    timeout = replace(ONE, visibility_timeout=3600)
    assert simulate({0: 1, 500: 0}, (100, 1000), conditions=timeout).jobs[0].ends == 0


def test_task_longer_than_the_visibility_timeout_runs_twice() -> None:
    timeout = replace(ONE, visibility_timeout=3600)
    (job,) = simulate({0: 1}, (100, 5000), conditions=timeout).jobs
    assert (job.deliveries, job.ends, job.started) == (2, 2, 100)
