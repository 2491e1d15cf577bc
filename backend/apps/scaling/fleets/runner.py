"""What AWS is on a laptop: it calls the sweep, watches the alarms, starts and stops workers."""

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import redis
import structlog

from apps.scaling.alarms import Watch
from apps.scaling.fleets.agent import Agent
from apps.scaling.fleets.lead import Lead
from apps.scaling.fleets.local import LocalFleet, LocalWorker
from apps.scaling.fleets.processes import WorkerProcess
from apps.scaling.policy import datapoint
from apps.scaling.shapes import AutoscalingShape

logger = structlog.get_logger(__name__)

SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_TO_STAND_BY = 1.0
YOUNG = 10.0
"""Seconds: a worker that ends this early by itself is not followed by the next one at once."""
LONGEST_PAUSE = 30.0

Demands = Mapping[str, int]


@dataclass(kw_only=True)
class ServedQueue:
    name: str
    minimum: int
    maximum: int
    command: Sequence[str]
    """Of a worker."""
    autoscaling: AutoscalingShape
    workers: list[WorkerProcess] = field(default_factory=list)
    deaths: int = 0
    """In a row, early and unasked."""
    not_before: float = 0.0

    def __post_init__(self) -> None:
        self.watches = [Watch(self.autoscaling.busy), Watch(self.autoscaling.idle)]

    @property
    def live(self) -> list[WorkerProcess]:
        """Those that count towards the desired number, as with ECS: not the stopping ones."""
        return [worker for worker in self.workers if not worker.is_stopping]


class LocalRunner:
    def __init__(
        self,
        *,
        fleet: LocalFleet,
        agent: Agent,
        queues: Sequence[ServedQueue],
        sweep: Callable[[], Demands],
        period: float,
        grace: float,
        folder: Path,
    ) -> None:
        """`sweep` answers each queue's demand; it is called every `period` seconds, and one that
        raises is a missing datapoint. `grace`: seconds from SIGTERM to SIGKILL."""
        self.fleet = fleet
        self.agent = agent
        self.queues = queues
        self.sweep = sweep
        self.period = period
        self.grace = grace
        self.folder = folder
        self.numbers = count(1)
        self.lead = Lead(fleet.broker)
        self.leads = threading.Event()
        self.stopped = threading.Event()

    def run(self) -> None:
        """Until `stopped` is set; then no worker is left."""
        sweeps = threading.Thread(target=self._sweep_for_ever, name="sweeps", daemon=True)
        sweeps.start()
        try:
            while not self.stopped.is_set():
                if self._take_the_lead():
                    self._lead()
        finally:
            self.agent.close()

    def _take_the_lead(self) -> bool:
        try:
            return self.lead.take(within=SECONDS_TO_STAND_BY)
        except redis.RedisError:
            logger.warning("broker_away")
            self.stopped.wait(SECONDS_TO_STAND_BY)
            return False

    def _lead(self) -> None:
        logger.info("fleet_leads")
        self.leads.set()
        try:
            while not self.stopped.wait(SECONDS_BETWEEN_LOOKS) and self._keeps_the_lead():
                self._look()
        finally:
            self.leads.clear()
            self._stop_all()
            with suppress(redis.RedisError):
                self._report()
            self.lead.give_up()

    def _keeps_the_lead(self) -> bool:
        try:
            return self.lead.keep()
        except redis.RedisError:
            # Nobody else can take it either.
            return True

    def _look(self) -> None:
        try:
            for queue in self.queues:
                self._bury(queue)
                self._fit(queue, max(self.fleet.desired(queue.name), queue.minimum))
            self._report()
        except redis.RedisError:
            # What runs goes on; nobody knows what is desired until the broker is back.
            logger.warning("broker_away")

    def _report(self) -> None:
        self.fleet.report(
            queues=[queue.name for queue in self.queues],
            workers=[
                LocalWorker(
                    name=worker.name,
                    queue=queue.name,
                    pid=worker.process.pid,
                    is_stopping=worker.is_stopping,
                )
                for queue in self.queues
                for worker in queue.workers
            ],
        )

    def _bury(self, queue: ServedQueue) -> None:
        for worker in queue.workers:
            worker.kill_after(self.grace)
        for worker in [each for each in queue.workers if each.has_ended()]:
            queue.workers.remove(worker)
            self.agent.forget(worker.name)
            if worker.is_stopping:
                logger.info("worker_stopped", worker=worker.name)
                continue
            logger.warning("worker_died", worker=worker.name, code=worker.process.returncode)
            queue.deaths = queue.deaths + 1 if worker.age < YOUNG else 0
            pause = min(2.0 ** (queue.deaths - 1), LONGEST_PAUSE) if queue.deaths > 1 else 0.0
            queue.not_before = time.monotonic() + pause

    def _fit(self, queue: ServedQueue, desired: int) -> None:
        while len(queue.live) < desired and time.monotonic() >= queue.not_before:
            queue.workers.append(self._start(queue))
        surplus = len(queue.live) - desired
        if surplus > 0:
            for worker in [w for w in queue.live if not self.agent.protects(w.name)][:surplus]:
                worker.stop()

    def _start(self, queue: ServedQueue) -> WorkerProcess:
        name = f"{queue.name}-{next(self.numbers)}"
        logger.info("worker_starts", worker=name)
        return WorkerProcess(
            name=name,
            command=[*queue.command, "--hostname", f"{name}@%h"],
            folder=self.folder,
            environment=os.environ | {"ECS_AGENT_URI": self.agent.address(name)},
        )

    def _sweep_for_ever(self) -> None:
        while not self.stopped.wait(self.period):
            if not self.leads.is_set():
                continue
            try:
                self.sweep_once()
            except redis.RedisError:
                logger.warning("broker_away")

    def sweep_once(self) -> None:
        """Have the queues counted, and do what the alarms then ask for."""
        # Before the count: a worker that is woken meanwhile has a task that was not counted yet.
        desired = {queue.name: self.fleet.desired(queue.name) for queue in self.queues}
        try:
            demands: Demands = {} if self.fleet.is_silent("endpoint") else self.sweep()
        except Exception as error:  # noqa: BLE001 whatever it is, the datapoint is missing
            logger.warning("sweep_failed", error=repr(error))
            demands = {}
        for queue in self.queues:
            self._decide(queue, demand=demands.get(queue.name), desired=desired[queue.name])

    def _decide(self, queue: ServedQueue, *, demand: int | None, desired: int) -> None:
        seen = None if demand is None else datapoint(demand=demand, workers=desired)
        for watch in queue.watches:
            action = watch.see(seen)
            if action is None:
                continue
            wanted = min(max(action.applied(current=desired), queue.minimum), queue.maximum)
            if wanted != self.fleet.desired(queue.name):
                self.fleet.set_desired(queue=queue.name, workers=wanted)

    def _stop_all(self) -> None:
        workers = [worker for queue in self.queues for worker in queue.workers]
        for worker in workers:
            if not worker.is_stopping:
                worker.stop()
        for worker in workers:
            while not worker.has_ended():
                worker.kill_after(self.grace)
                time.sleep(0.05)
        for queue in self.queues:
            queue.workers.clear()
