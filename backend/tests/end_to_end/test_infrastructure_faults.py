"""Faults of clocks, network, disk and deployment, on real workers of both fleets.

A lease takes 3 s here and 60 s in production, and a sweep runs every half a second instead of every
minute. So a network that is cut for 5 minutes is cut for 5 leases, 15 s. Clocks are wrong by 60 s.
"""

import time
from pathlib import Path

import pytest

from celery_scale_to_zero.chaos.outcome import Outcome, wait_for_outcome
from config.topology import WORKER_FLEET, WorkerFleet
from tests.end_to_end.fault_environment import FaultEnvironment, fault_environment

pytestmark = pytest.mark.faults

CUT_LEASES = 5
SKEW_SECONDS = 60
# Publication by a copied message: Celery's own takes minutes for so many.
MANY_TASKS = 100_000

NIGHTLY = pytest.mark.nightly
FLEETS = [
    pytest.param(each, id=each.name, marks=[NIGHTLY] * (each is not WORKER_FLEET))
    for each in WorkerFleet
]
every_fleet = pytest.mark.parametrize("worker_fleet", FLEETS)
every_fleet_at_night = pytest.mark.parametrize("worker_fleet", list(WorkerFleet))


def require_each_once(environment: FaultEnvironment, *, patience: float = 300) -> Outcome:
    outcome = wait_for_outcome(environment, patience=patience)
    assert outcome.is_clean, outcome
    assert outcome.ended_once == len(environment.sent), outcome
    return outcome


@NIGHTLY
@every_fleet_at_night
@pytest.mark.parametrize("leases", [2, 9], ids=["task ends during the cut", "task outlasts it"])
def test_worker_comes_back_after_its_network_was_cut(
    worker_fleet: WorkerFleet, leases: float, tmp_path: Path
) -> None:
    with fault_environment(tmp_path, worker_fleet, network=True) as environment:
        lease = environment.lease
        environment.work("cut", seconds=lease * leases)
        environment.until_started("cut")
        (worker,) = environment.workers()
        # Keeps another worker up, which takes the task over.
        environment.work("other", seconds=lease * 3)
        environment.until_started("other")
        environment.cut_network(worker, seconds=lease * CUT_LEASES)
        outcome = require_each_once(environment)

    # The other worker has taken it over. Services count a worker without network as one of the
    # desired number, and may stop the other one: then the task waits for the network.
    assert outcome.restarted <= 1, outcome
    assert outcome.restarted == 1 or worker_fleet is WorkerFleet.SERVICES, outcome


@every_fleet
@pytest.mark.parametrize("skew", [-SKEW_SECONDS, SKEW_SECONDS])
def test_clock_of_workers_is_wrong(worker_fleet: WorkerFleet, skew: int, tmp_path: Path) -> None:
    options = ["--clock-skew", str(skew)]
    with fault_environment(tmp_path, worker_fleet, worker_options=options) as environment:
        environment.work("long", seconds=environment.lease * 2.5)
        environment.work("short", seconds=0.2)
        outcome = require_each_once(environment)

    assert outcome.restarted == 0, outcome


@every_fleet
def test_fleet_replies_too_late(worker_fleet: WorkerFleet, tmp_path: Path) -> None:
    with fault_environment(tmp_path, worker_fleet) as environment:
        environment.late_replies = 1
        for number in range(3):
            environment.work(f"task-{number}", seconds=1)
        environment.until(lambda: environment.late_replies == 0, what="the late reply")
        assert len(environment.workers()) <= environment.served.maximum
        outcome = require_each_once(environment)

    assert outcome.restarted == 0, outcome


@every_fleet
def test_deployment_while_tasks_run(worker_fleet: WorkerFleet, tmp_path: Path) -> None:
    with fault_environment(tmp_path, worker_fleet) as environment:
        environment.work("long", seconds=environment.lease * 1.5)
        environment.until_started("long")
        environment.deploy()
        for number in range(5):
            environment.work(f"next-{number}", seconds=0.2)
            environment.deploy()
        require_each_once(environment)
        # A task that is running is not interrupted.
        assert environment.task_log.starts(["long"]) == {"long": 1}


@every_fleet
def test_broker_loses_its_last_second(worker_fleet: WorkerFleet, tmp_path: Path) -> None:
    """Earlier publications are run once; those of that second are lost with it."""
    with fault_environment(tmp_path, worker_fleet) as environment:
        environment.work("running", seconds=environment.lease * 3)
        environment.work("ending", seconds=2)
        environment.work("waiting", seconds=3)
        environment.until_started("running")
        environment.until_started("ending")
        with environment.lost_writes():
            # The end of one task, and the start of another, are lost.
            environment.until_started("waiting")
            time.sleep(0.3)
        assert environment.task_log.ends(["ending"]) == {"ending": 0}
        assert environment.task_log.starts(["waiting"]) == {"waiting": 0}
        require_each_once(environment)


@NIGHTLY
@every_fleet_at_night
def test_hundred_thousand_tasks(worker_fleet: WorkerFleet, tmp_path: Path) -> None:
    with fault_environment(tmp_path, worker_fleet) as environment:
        environment.work_many([f"task-{number}" for number in range(MANY_TASKS)])
        maximum = environment.served.maximum
        environment.until(lambda: len(environment.workers()) == maximum, what="all workers")
        require_each_once(environment, patience=3600)
