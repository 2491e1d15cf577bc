"""Faults to inject while tasks are running.

Each one starts its own tasks, with names that start with `label`, and does not wait for their end,
so that another may follow.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import redis

from celery_scale_to_zero.chaos.environment import ChaosEnvironment
from celery_scale_to_zero.control.sweep import SweepError
from celery_scale_to_zero.fleets import FleetError

MASS_TASKS = 10_000
# Tasks that workers are killed under, each time.
TASKS_PER_KILL = 50
SWEPT_TASKS = 4
# As many times as a task may lose its worker without becoming a dead letter.
KILLS = 3


@dataclass(frozen=True, kw_only=True)
class Fault:
    name: str
    inject: Callable[[ChaosEnvironment, str], None]
    spares_runs: bool = False
    """True if running tasks have to continue rather than start again."""
    kills_broker: bool = False
    """True if the broker has to be restarted from outside."""


def broker_restarts(environment: ChaosEnvironment, label: str) -> None:
    environment.work(f"{label}-steady", seconds=environment.lease * 1.5)
    environment.until_started(f"{label}-steady")
    environment.kill_broker()
    environment.work(f"{label}-next", seconds=0.2)


def broker_is_away(environment: ChaosEnvironment, label: str) -> None:
    """Stop the broker for longer than a worker may be silent."""
    environment.work(f"{label}-patient", seconds=environment.lease * 3)
    environment.until_started(f"{label}-patient")
    environment.freeze_broker(seconds=environment.lease * 1.5)
    environment.work(f"{label}-next", seconds=0.2)


def only_worker_is_killed(environment: ChaosEnvironment, label: str) -> None:
    environment.work(f"{label}-orphan", seconds=2)
    environment.until_started(f"{label}-orphan")
    environment.kill_workers()


def endpoint_is_down(environment: ChaosEnvironment, label: str) -> None:
    """Silence the endpoint for many sweeps; a dead worker's tasks are requeued only after that."""
    environment.fleet.silence("endpoint", seconds=int(max(environment.period * 6, 2)))
    environment.work(f"{label}-woken", seconds=1)
    environment.until_started(f"{label}-woken")
    environment.kill_workers()
    environment.work(f"{label}-after", seconds=0.2)


def two_wakes_at_once(environment: ChaosEnvironment, label: str) -> None:
    names = [f"{label}-left", f"{label}-right"]
    wakes = [threading.Thread(target=partial(environment.work, name, seconds=1)) for name in names]
    for each in wakes:
        each.start()
    for each in wakes:
        each.join()


def task_arrives_while_the_last_worker_drains(environment: ChaosEnvironment, label: str) -> None:
    environment.work(f"{label}-first", seconds=0.2)
    environment.until_ended(f"{label}-first")
    environment.until(
        lambda: all(worker.is_stopping for worker in environment.workers()), what="workers to drain"
    )
    environment.work(f"{label}-last", seconds=0.2)


def spot_capacity_is_taken_back(environment: ChaosEnvironment, label: str) -> None:
    environment.work(f"{label}-long", seconds=environment.lease)
    environment.work(f"{label}-short", seconds=0.5)
    environment.until_started(f"{label}-long")
    environment.interrupt_workers(grace=4)


def agent_does_not_answer(environment: ChaosEnvironment, label: str) -> None:
    environment.fleet.silence("agent", seconds=int(max(environment.period * 6, 5)))
    environment.work(f"{label}-unprotected", seconds=2)
    environment.until_started(f"{label}-unprotected")


def task_kills_its_worker(environment: ChaosEnvironment, label: str) -> None:
    environment.poison(f"{label}-poison", whole=True)
    environment.work(f"{label}-bystander", seconds=0.5)


def task_runs_out_of_memory(environment: ChaosEnvironment, label: str) -> None:
    environment.poison(f"{label}-greedy", whole=False)
    environment.work(f"{label}-neighbour", seconds=0.5)


def task_outlasts_the_visibility_timeout(environment: ChaosEnvironment, label: str) -> None:
    environment.work(f"{label}-endless", seconds=environment.lease * 2.5)


def worker_dies_before_it_acknowledges(environment: ChaosEnvironment, label: str) -> None:
    environment.work(f"{label}-done", seconds=0.2, last=True)


def consumer_stalls(environment: ChaosEnvironment, label: str) -> None:
    environment.work(f"{label}-before", seconds=0.2)
    environment.until_ended(f"{label}-before")
    environment.cancel_consumers()
    environment.work(f"{label}-ignored", seconds=0.2)


def holder_of_a_task_for_later_is_stopped(environment: ChaosEnvironment, label: str) -> None:
    environment.work(f"{label}-later", seconds=0.2, countdown=environment.lease * 2)
    environment.until_held(f"{label}-later")
    environment.interrupt_workers(grace=4)


def tasks_come_in_masses(
    environment: ChaosEnvironment, label: str, *, many: int = MASS_TASKS
) -> None:
    for number in range(many):
        environment.work(f"{label}-{number}", seconds=0)


def two_sweeps_at_once(environment: ChaosEnvironment, label: str) -> None:
    """Run two sweeps at the same time, again and again, while they requeue and start workers."""
    names = [f"{label}-{number}" for number in range(SWEPT_TASKS)]
    for name in names:
        environment.work(name, seconds=environment.lease / 2)
    environment.until_started(names[0])
    environment.kill_workers()
    ended = threading.Event()

    def sweep_repeatedly() -> None:
        while not ended.is_set():
            with suppress(FleetError, SweepError, redis.RedisError):
                environment.sweep()

    sweeps = [threading.Thread(target=sweep_repeatedly) for _ in range(2)]
    for each in sweeps:
        each.start()
    try:
        environment.until_ended(*names, many=SWEPT_TASKS)
    finally:
        ended.set()
        for each in sweeps:
            each.join()


def workers_are_killed_again_and_again(environment: ChaosEnvironment, label: str) -> None:
    """Kill workers while messages are being delivered to them."""
    for kill in range(KILLS):
        names = [f"{label}-{kill}-{number}" for number in range(TASKS_PER_KILL)]
        for name in names:
            environment.work(name, seconds=0.01)
        environment.until_ended(*names, many=TASKS_PER_KILL // 10)
        environment.kill_workers()


def faults(*, many: int = MASS_TASKS) -> list[Fault]:
    """Return all faults; `many` is the number of tasks in the mass fault."""
    return [
        Fault(
            name="the broker restarts", inject=broker_restarts, spares_runs=True, kills_broker=True
        ),
        Fault(name="the broker is away", inject=broker_is_away, spares_runs=True),
        Fault(name="the only worker is killed", inject=only_worker_is_killed),
        Fault(name="the endpoint is down", inject=endpoint_is_down),
        Fault(name="two wakes at once", inject=two_wakes_at_once, spares_runs=True),
        Fault(
            name="a task arrives at the last",
            inject=task_arrives_while_the_last_worker_drains,
            spares_runs=True,
        ),
        Fault(name="spot capacity is taken back", inject=spot_capacity_is_taken_back),
        Fault(name="the agent does not answer", inject=agent_does_not_answer, spares_runs=True),
        Fault(name="a task kills its worker", inject=task_kills_its_worker),
        Fault(name="a task runs out of memory", inject=task_runs_out_of_memory),
        Fault(
            name="a task outlasts the timeout",
            inject=task_outlasts_the_visibility_timeout,
            spares_runs=True,
        ),
        Fault(
            name="a holder for later is stopped",
            inject=holder_of_a_task_for_later_is_stopped,
            spares_runs=True,
        ),
        Fault(
            name="a worker dies after a task",
            inject=worker_dies_before_it_acknowledges,
            spares_runs=True,
        ),
        Fault(name="a consumer stalls", inject=consumer_stalls, spares_runs=True),
        Fault(name="two sweeps at once", inject=two_sweeps_at_once),
        Fault(name="workers are killed repeatedly", inject=workers_are_killed_again_and_again),
        Fault(
            name=f"{many:,} tasks at once",
            inject=partial(tasks_come_in_masses, many=many),
            spares_runs=True,
        ),
    ]
