"""The targets for cost and start delay, on every trace: 120 days, 3 seeds."""

import pytest

from apps.scaling.simulator.averages import average_seeds
from apps.scaling.simulator.fleet import Conditions
from apps.scaling.simulator.policies import NamedPolicy
from apps.scaling.simulator.results import Result, measure
from apps.scaling.simulator.tests.comparisons import comparison
from apps.scaling.simulator.traces import traces
from celery_scale_to_zero.tests.alarm_fixtures import Queue

QUEUE = Queue()
# As in the topology, which no app may import; config/tests compares them.
QUIET_PERIODS = 2
# Seconds; cold starts are drawn evenly from 30 to 90.
COLD_START_P95 = 87.0
TARGET_P95 = COLD_START_P95 + 5
TARGET_RATIO = 1.05
# Of the fleet of services, whose last worker waits for two idle minutes of an alarm.
SERVICES_RATIO = 1.10


def simulate(policy: NamedPolicy, *, days: int = 120, seeds: int = 3) -> list[Result]:
    return average_seeds(
        [
            measure(
                policy=policy.name,
                trace=trace,
                outcome=policy.simulate(trace),
                queue=QUEUE,
                dollars_an_hour=0.0982,
            )
            for trace in traces(days=days, seeds=seeds)
        ]
    )


def late_starts(results: list[Result]) -> set[str]:
    return {r.trace for r in results if r.p95_unbound is None or r.p95_unbound > TARGET_P95}


COMPARED = comparison(QUEUE, quiet=QUIET_PERIODS)


@pytest.fixture(scope="session")
def tasks() -> list[Result]:
    return simulate(COMPARED.tasks())


@pytest.fixture(scope="session")
def services() -> list[Result]:
    """Return the results when alarms see a datapoint a quarter of a minute late."""
    return simulate(COMPARED.services(late=15))


def test_cold_start_has_its_p95() -> None:
    low, high = Conditions(maximum=1, concurrency=1).cold_start
    assert low + 0.95 * (high - low) == COLD_START_P95


def test_neither_fleet_kills_loses_or_repeats_a_task(
    tasks: list[Result], services: list[Result]
) -> None:
    for result in [*tasks, *services]:
        assert (result.killed, result.lost, result.run_twice) == (0, 0, 0)


def test_tasks_meet_the_target_of_the_start_delay(tasks: list[Result]) -> None:
    assert late_starts(tasks) == set()


def test_tasks_meet_the_target_of_the_cost(tasks: list[Result]) -> None:
    assert {r.trace for r in tasks if r.ratio > TARGET_RATIO} == set()


def test_services_cost_more_for_each_lone_task(services: list[Result]) -> None:
    assert all(TARGET_RATIO < r.ratio <= SERVICES_RATIO for r in services if r.tasks_a_day == 2)


def test_services_delay_starts_when_missing_data_is_ignored() -> None:
    """An idle alarm keeps its state, and stops a worker that was woken a moment ago."""
    ignoring = simulate(COMPARED.services(late=15, missing_data="ignore"), days=60, seeds=1)
    assert {"8 a day, poisson", "8 a day, bursty"} <= late_starts(ignoring)


def test_services_meet_the_start_delay_when_alarms_are_punctual() -> None:
    assert late_starts(simulate(COMPARED.services(), days=60, seeds=1)) == set()
