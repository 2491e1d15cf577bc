"""The environment of faults: workers, a broker and a fleet, of the tests or a running app."""

import os
import signal
import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from celery_scale_to_zero.broker.client import UNACKED, Broker
from celery_scale_to_zero.broker.dead_letters import list_dead_letters
from celery_scale_to_zero.broker.demand import count_demand
from celery_scale_to_zero.chaos.task_log import TaskLog, retry_broker
from celery_scale_to_zero.fleets.local import LocalFleet, LocalWorker


class WaitTimeoutError(Exception):
    """The awaited condition did not occur in time."""


class ChaosEnvironment(ABC):
    queue: str
    broker: Broker
    lease: float
    """Seconds, also the visibility timeout."""
    period: float
    """Seconds between two sweeps."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.poisoned: list[str] = []

    @abstractmethod
    def send(
        self, task: str, *, task_id: str, arguments: dict[str, object], countdown: float
    ) -> None:
        """Publish one of the drill's tasks to the queue, which wakes its workers."""

    @abstractmethod
    def kill_broker(self) -> None:
        """Kill the broker; it is restarted from outside."""

    @abstractmethod
    def sweep(self) -> None:
        """Run the sweep once, beside those of every period."""

    def freeze_broker(self, *, seconds: float) -> None:
        """Stop the broker's process for a while; it loses no data."""
        information: Any = self.broker.info("server")
        os.kill(information["process_id"], signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(information["process_id"], signal.SIGCONT)

    @abstractmethod
    def cancel_consumers(self) -> None:
        """Leave every worker connected but without consumers, as a broken connection sometimes
        does."""

    @property
    def fleet(self) -> LocalFleet:
        return LocalFleet(self.broker)

    @property
    def task_log(self) -> TaskLog:
        return TaskLog(self.broker)

    def work(self, name: str, *, seconds: float, countdown: float = 0, last: bool = False) -> None:
        self.sent.append(name)
        arguments: dict[str, object] = {"name": name, "seconds": seconds, "last": last}
        self._publish("work", arguments, countdown=countdown)

    def poison(self, name: str, *, whole: bool) -> None:
        """Publish a task that kills its worker, or only the process that runs it."""
        self.poisoned.append(name)
        self._publish("poison", {"name": name, "whole": whole})

    def workers(self) -> list[LocalWorker]:
        return retry_broker(lambda: self.fleet.workers(self.queue))

    def kill_workers(self) -> None:
        for worker in self.workers():
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)

    def interrupt_workers(self, *, grace: float) -> None:
        """Send SIGTERM, and SIGKILL `grace` seconds later, as when Spot capacity is reclaimed."""
        pids = {worker.pid for worker in self.workers()}
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + grace
        while time.monotonic() < deadline and pids & {worker.pid for worker in self.workers()}:
            time.sleep(0.1)
        for pid in pids:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)

    def until_started(self, name: str) -> None:
        self.until(lambda: self.task_log.starts([name])[name] > 0, what=f"{name} to start")

    def until_held(self, name: str) -> None:
        """Wait until a worker holds the task, started or not."""

        def is_held() -> bool:
            held: Any = self.broker.hvals(UNACKED)
            return any(f"'{name}'" in message for message in held)

        self.until(is_held, what=f"{name} to be held")

    def until_ended(self, *names: str, many: int = 1) -> None:
        """Wait until `many` of these tasks have ended."""
        self.until(
            lambda: sum(map(bool, self.task_log.ends(names).values())) >= many,
            what=f"{many} of {names[0]} … to end",
        )

    def until(self, is_so: Callable[[], bool], *, what: str, patience: float = 180) -> None:
        deadline = time.monotonic() + patience
        while not retry_broker(is_so):
            if time.monotonic() > deadline:
                raise WaitTimeoutError(f"waited {patience:.0f} s for {what}")
            time.sleep(0.1)

    def is_quiet(self) -> bool:
        """Return True if no task waits or runs and no worker is left."""
        (left,) = count_demand(broker=self.broker, queues=[self.queue])
        return not left.total and not self.fleet.workers(self.queue)

    def _publish(self, task: str, arguments: dict[str, object], *, countdown: float = 0) -> None:
        # The id is fixed: a publication repeated after a lost response still runs once.
        task_id = str(uuid.uuid4())
        retry_broker(
            lambda: self.send(task, task_id=task_id, arguments=arguments, countdown=countdown)
        )

    def dead_letter_names(self) -> set[str]:
        """Return the names of the tasks among the dead letters."""
        letters = retry_broker(lambda: list_dead_letters(self.broker))
        names = {*self.sent, *self.poisoned}
        return {name for name in names if any(f'"{name}"' in each.arguments for each in letters)}
