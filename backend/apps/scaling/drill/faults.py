"""What befalls workers: each fault strikes a ground where tasks are under way.

It begins its own tasks, under names that start with `label`, and does not wait for their end, so
that one may follow another.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from apps.scaling.drill.ground import Ground

MANY = 10_000
KILLS = 3
"""As often as a task may lose its worker without ending among the dead letters."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    name: str
    strike: Callable[[Ground, str], None]
    spares_runs: bool = False
    """Whether what runs has to go on, rather than to begin again."""


def broker_restarts(ground: Ground, label: str) -> None:
    ground.work(f"{label}-steady", seconds=ground.lease * 1.5)
    ground.until_started(f"{label}-steady")
    ground.kill_broker()
    ground.work(f"{label}-next", seconds=0.2)


def broker_is_away(ground: Ground, label: str) -> None:
    """For longer than a worker may be silent."""
    ground.work(f"{label}-patient", seconds=ground.lease * 3)
    ground.until_started(f"{label}-patient")
    ground.freeze_broker(seconds=ground.lease * 1.5)
    ground.work(f"{label}-next", seconds=0.2)


def only_worker_is_killed(ground: Ground, label: str) -> None:
    ground.work(f"{label}-orphan", seconds=2)
    ground.until_started(f"{label}-orphan")
    ground.kill_workers()


def endpoint_is_down(ground: Ground, label: str) -> None:
    """For many sweeps; what a worker held when it died is put back only after that."""
    ground.fleet.silence("endpoint", seconds=int(max(ground.period * 6, 2)))
    ground.work(f"{label}-woken", seconds=1)
    ground.until_started(f"{label}-woken")
    ground.kill_workers()
    ground.work(f"{label}-after", seconds=0.2)


def two_wakes_at_once(ground: Ground, label: str) -> None:
    names = [f"{label}-left", f"{label}-right"]
    wakes = [threading.Thread(target=partial(ground.work, name, seconds=1)) for name in names]
    for each in wakes:
        each.start()
    for each in wakes:
        each.join()


def task_arrives_while_the_last_worker_drains(ground: Ground, label: str) -> None:
    ground.work(f"{label}-first", seconds=0.2)
    ground.until_ended(f"{label}-first")
    ground.until(
        lambda: all(worker.is_stopping for worker in ground.workers()), what="workers to drain"
    )
    ground.work(f"{label}-last", seconds=0.2)


def spot_capacity_is_taken_back(ground: Ground, label: str) -> None:
    ground.work(f"{label}-long", seconds=ground.lease)
    ground.work(f"{label}-short", seconds=0.5)
    ground.until_started(f"{label}-long")
    ground.interrupt_workers(grace=4)


def agent_does_not_answer(ground: Ground, label: str) -> None:
    ground.fleet.silence("agent", seconds=int(max(ground.period * 6, 5)))
    ground.work(f"{label}-unprotected", seconds=2)
    ground.until_started(f"{label}-unprotected")


def task_kills_its_worker(ground: Ground, label: str) -> None:
    ground.poison(f"{label}-poison", whole=True)
    ground.work(f"{label}-bystander", seconds=0.5)


def task_runs_out_of_memory(ground: Ground, label: str) -> None:
    ground.poison(f"{label}-greedy", whole=False)
    ground.work(f"{label}-neighbour", seconds=0.5)


def task_outlasts_the_visibility_timeout(ground: Ground, label: str) -> None:
    ground.work(f"{label}-endless", seconds=ground.lease * 2.5)


def worker_dies_before_it_acknowledges(ground: Ground, label: str) -> None:
    ground.work(f"{label}-done", seconds=0.2, last=True)


def consumer_stalls(ground: Ground, label: str) -> None:
    ground.work(f"{label}-before", seconds=0.2)
    ground.until_ended(f"{label}-before")
    ground.cancel_consumers()
    ground.work(f"{label}-ignored", seconds=0.2)


def holder_of_a_task_for_later_is_stopped(ground: Ground, label: str) -> None:
    ground.work(f"{label}-later", seconds=0.2, countdown=ground.lease * 2)
    ground.until_held(f"{label}-later")
    ground.interrupt_workers(grace=4)


def tasks_come_in_masses(ground: Ground, label: str, *, many: int = MANY) -> None:
    for number in range(many):
        ground.work(f"{label}-{number}", seconds=0)


def workers_are_killed_again_and_again(ground: Ground, label: str) -> None:
    """While messages are on their way to them."""
    for number in range(300):
        ground.work(f"{label}-{number}", seconds=0.01)
    for _ in range(KILLS):
        time.sleep(2.5)
        ground.kill_workers()


def faults(*, many: int = MANY) -> list[Fault]:
    """All of them; `many` tasks come in masses."""
    return [
        Fault(name="the broker restarts", strike=broker_restarts, spares_runs=True),
        Fault(name="the broker is away", strike=broker_is_away, spares_runs=True),
        Fault(name="the only worker is killed", strike=only_worker_is_killed),
        Fault(name="the endpoint is down", strike=endpoint_is_down),
        Fault(name="two wakes at once", strike=two_wakes_at_once, spares_runs=True),
        Fault(
            name="a task arrives at the last",
            strike=task_arrives_while_the_last_worker_drains,
            spares_runs=True,
        ),
        Fault(name="spot capacity is taken back", strike=spot_capacity_is_taken_back),
        Fault(name="the agent does not answer", strike=agent_does_not_answer, spares_runs=True),
        Fault(name="a task kills its worker", strike=task_kills_its_worker),
        Fault(name="a task runs out of memory", strike=task_runs_out_of_memory),
        Fault(
            name="a task outlasts the timeout",
            strike=task_outlasts_the_visibility_timeout,
            spares_runs=True,
        ),
        Fault(
            name="a holder for later is stopped",
            strike=holder_of_a_task_for_later_is_stopped,
            spares_runs=True,
        ),
        Fault(
            name="a worker dies after a task",
            strike=worker_dies_before_it_acknowledges,
            spares_runs=True,
        ),
        Fault(name="a consumer stalls", strike=consumer_stalls, spares_runs=True),
        Fault(name="workers are killed repeatedly", strike=workers_are_killed_again_and_again),
        Fault(
            name=f"{many:,} tasks at once",
            strike=partial(tasks_come_in_masses, many=many),
            spares_runs=True,
        ),
    ]
