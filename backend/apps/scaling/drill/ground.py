"""Where faults strike: workers, a broker and a fleet, of the tests or of a running application."""

import os
import signal
import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from apps.scaling.broker import UNACKED, Broker
from apps.scaling.dead_letters import dead_letters
from apps.scaling.demand import demand
from apps.scaling.drill.journal import Journal, patiently
from apps.scaling.fleets.local import LocalFleet, LocalWorker


class UnmovedError(Exception):
    """What was waited for did not come about."""


class Ground(ABC):
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
        """Outright; somebody starts it again."""

    def freeze_broker(self, *, seconds: float) -> None:
        """It answers nobody, and forgets nothing."""
        information: Any = self.broker.info("server")
        os.kill(information["process_id"], signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(information["process_id"], signal.SIGCONT)

    @abstractmethod
    def cancel_consumers(self) -> None:
        """Leave every worker connected but deaf, as a broken connection sometimes does."""

    @property
    def fleet(self) -> LocalFleet:
        return LocalFleet(self.broker)

    @property
    def journal(self) -> Journal:
        return Journal(self.broker)

    def work(self, name: str, *, seconds: float, countdown: float = 0, last: bool = False) -> None:
        self.sent.append(name)
        arguments: dict[str, object] = {"name": name, "seconds": seconds, "last": last}
        self._publish("work", arguments, countdown=countdown)

    def poison(self, name: str, *, whole: bool) -> None:
        """Kills its worker, or only the process that runs it."""
        self.poisoned.append(name)
        self._publish("poison", {"name": name, "whole": whole})

    def workers(self) -> list[LocalWorker]:
        return patiently(lambda: self.fleet.workers(self.queue))

    def kill_workers(self) -> None:
        for worker in self.workers():
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)

    def interrupt_workers(self, *, grace: float) -> None:
        """As when Spot capacity is taken back: SIGTERM, and SIGKILL so many seconds later."""
        pids = [worker.pid for worker in self.workers()]
        for number in (signal.SIGTERM, signal.SIGKILL):
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, number) if number == signal.SIGTERM else os.killpg(pid, number)
            if number == signal.SIGTERM:
                time.sleep(grace)

    def until_started(self, name: str) -> None:
        self.until(lambda: self.journal.starts([name])[name] > 0, what=f"{name} to start")

    def until_held(self, name: str) -> None:
        """By a worker, begun or not."""

        def is_held() -> bool:
            held: Any = self.broker.hvals(UNACKED)
            return any(f"'{name}'" in message for message in held)

        self.until(is_held, what=f"{name} to be held")

    def until_ended(self, name: str) -> None:
        self.until(lambda: self.journal.ends([name])[name] > 0, what=f"{name} to end")

    def until(self, is_so: Callable[[], bool], *, what: str, patience: float = 180) -> None:
        deadline = time.monotonic() + patience
        while not patiently(is_so):
            if time.monotonic() > deadline:
                raise UnmovedError(f"waited {patience:.0f} s for {what}")
            time.sleep(0.1)

    def is_quiet(self) -> bool:
        """Nothing waits, nothing runs, and no worker is left."""
        (left,) = demand(broker=self.broker, queues=[self.queue])
        return not left.total and not self.fleet.workers(self.queue)

    def _publish(self, task: str, arguments: dict[str, object], *, countdown: float = 0) -> None:
        # Under one id: a publication that is repeated because its answer was lost still runs once.
        task_id = str(uuid.uuid4())
        patiently(
            lambda: self.send(task, task_id=task_id, arguments=arguments, countdown=countdown)
        )

    def buried(self) -> set[str]:
        """Names of the tasks among the dead letters."""
        letters = patiently(lambda: dead_letters(self.broker))
        names = {*self.sent, *self.poisoned}
        return {name for name in names if any(f'"{name}"' in each.arguments for each in letters)}
