"""Where faults strike: workers, a broker and a fleet, of the tests or of a running application."""

import os
import signal
import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress

from apps.scaling.broker import Broker
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
    def send(self, task: str, *, task_id: str, arguments: dict[str, object]) -> None:
        """Publish one of the drill's tasks to the queue, which wakes its workers."""

    @abstractmethod
    def kill_broker(self) -> None:
        """Outright; somebody starts it again."""

    @abstractmethod
    def cancel_consumers(self) -> None:
        """Leave every worker connected but deaf, as a broken connection sometimes does."""

    @property
    def fleet(self) -> LocalFleet:
        return LocalFleet(self.broker)

    @property
    def journal(self) -> Journal:
        return Journal(self.broker)

    def work(self, name: str, *, seconds: float) -> None:
        self.sent.append(name)
        self._publish("work", name=name, seconds=seconds)

    def poison(self, name: str) -> None:
        self.poisoned.append(name)
        self._publish("poison", name=name)

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

    def _publish(self, task: str, **arguments: object) -> None:
        # Under one id: a publication that is repeated because its answer was lost still runs once.
        task_id = str(uuid.uuid4())
        patiently(lambda: self.send(task, task_id=task_id, arguments=arguments))

    def buried(self) -> set[str]:
        """Names of the tasks among the dead letters."""
        letters = patiently(lambda: dead_letters(self.broker))
        names = {*self.sent, *self.poisoned}
        return {name for name in names if any(f'"{name}"' in each.arguments for each in letters)}
