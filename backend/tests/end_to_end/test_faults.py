"""Every fault on real workers and a real broker.

Each task ends exactly once or becomes a dead letter, and no worker is left running.
"""

from pathlib import Path
from random import Random, SystemRandom

import pytest

from celery_scale_to_zero.chaos.faults import Fault, faults
from celery_scale_to_zero.chaos.outcome import wait_for_outcome
from config.topology import WORKER_FLEET, WorkerFleet
from tests.end_to_end.fault_environment import fault_environment

pytestmark = pytest.mark.faults
ORDERS = 10
# Enough to keep workers at their maximum.
TASKS = 300
TASKS_IN_ANY_ORDER = 200


# The other fleet is tested with each fault at night.
FLEETS = [
    pytest.param(each, id=each.name, marks=[pytest.mark.nightly] * (each is not WORKER_FLEET))
    for each in WorkerFleet
]


@pytest.mark.parametrize("worker_fleet", FLEETS)
@pytest.mark.parametrize(
    "fault",
    [*faults(many=TASKS), pytest.param(faults()[-1], marks=pytest.mark.nightly)],
    ids=lambda fault: fault.name,
)
def test_fault_loses_and_repeats_no_task(
    fault: Fault, worker_fleet: WorkerFleet, tmp_path: Path
) -> None:
    with fault_environment(tmp_path, worker_fleet) as environment:
        fault.inject(environment, "task")
        outcome = wait_for_outcome(environment)

    assert outcome.is_clean, outcome
    assert outcome.ended_once == len(environment.sent), outcome
    assert outcome.restarted == 0 or not fault.spares_runs, outcome


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Seed of pytest-randomly, if it is active: `ARGS=--randomly-seed=7` repeats an order."""
    return request.config.getoption("randomly_seed", None) or SystemRandom().getrandbits(32)


@pytest.mark.nightly
@pytest.mark.parametrize("number", range(ORDERS))
def test_faults_in_any_order(number: int, seed: int, tmp_path: Path) -> None:
    shuffled = Random(seed + number).sample(faults(many=TASKS_IN_ANY_ORDER), k=len(faults()))
    names = [fault.name for fault in shuffled]
    with fault_environment(tmp_path, list(WorkerFleet)[number % 2]) as environment:
        for at, fault in enumerate(shuffled):
            fault.inject(environment, f"{at}")
        outcome = wait_for_outcome(environment)

    assert outcome.is_clean, (outcome, seed, names)
    # Several faults in a row may kill the worker of one task more often than a task survives.
    killed_often = outcome.dead - outcome.poisonous
    assert outcome.ended_once == len(environment.sent) - killed_often, (outcome, seed, names)
