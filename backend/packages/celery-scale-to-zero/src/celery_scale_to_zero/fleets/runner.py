"""A local substitute for AWS: calls the sweep, evaluates alarms, starts and stops workers."""

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from uuid import uuid4

import redis
import structlog
from redis.exceptions import LockError

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.fleets.agent import LocalEcsAgent
from celery_scale_to_zero.fleets.local import LocalFleet, LocalWorker
from celery_scale_to_zero.fleets.processes import WorkerProcess
from celery_scale_to_zero.policy.alarms import AlarmEvaluator
from celery_scale_to_zero.policy.capacity import datapoint
from celery_scale_to_zero.policy.protocols import AutoscalingShape

logger = structlog.get_logger(__name__)

POLL_INTERVAL_SECONDS = 0.2
STANDBY_SECONDS = 1.0
MIN_UPTIME_SECONDS = 10.0
MAX_RESTART_DELAY_SECONDS = 30.0
# Seconds without a renewal after which another runner may take over.
LOCK_SECONDS = 4.0

Demands = Mapping[str, int]


@dataclass(kw_only=True)
class ServedQueue:
    name: str
    minimum: int
    maximum: int
    command: Sequence[str]
    """Command of a worker."""
    autoscaling: AutoscalingShape | None = None
    """Alarms that start and stop workers. None: workers end by themselves, like standalone
    tasks."""
    workers: list[WorkerProcess] = field(default_factory=list)
    deaths: int = 0
    """Consecutive early and unexpected exits."""
    not_before: float = 0.0

    def __post_init__(self) -> None:
        alarms = [self.autoscaling.busy, self.autoscaling.idle] if self.autoscaling else []
        self.evaluators = [AlarmEvaluator(alarm) for alarm in alarms]

    @property
    def live(self) -> list[WorkerProcess]:
        """Return the workers that count towards the desired number: not the stopping ones, as in
        ECS."""
        return [worker for worker in self.workers if not worker.is_stopping]


class LocalRunner:
    def __init__(
        self,
        *,
        fleet: LocalFleet,
        agent: LocalEcsAgent,
        queues: Sequence[ServedQueue],
        sweep: Callable[[], Demands],
        period: float,
        grace: float,
        folder: Path,
        min_uptime: float = MIN_UPTIME_SECONDS,
    ) -> None:
        """`sweep` returns each queue's demand, every `period` seconds; an error is a missing
        datapoint.

        `grace`: seconds from SIGTERM to SIGKILL. `min_uptime`: a worker that exits within so many
        seconds is restarted with a delay.
        """
        self.fleet = fleet
        self.agent = agent
        self.queues = queues
        self.sweep = sweep
        self.period = period
        self.grace = grace
        self.folder = folder
        self.min_uptime = min_uptime
        self.numbers = count(1)
        self.lead = LeaderLock(fleet.broker)
        self.leads = threading.Event()
        self.stopped = threading.Event()

    def run(self) -> None:
        """Run until `stopped` is set; then stop all workers."""
        sweeps = threading.Thread(target=self._run_sweeps, name="sweeps", daemon=True)
        sweeps.start()
        try:
            while not self.stopped.is_set():
                if self._acquire_lead():
                    self._lead()
        finally:
            self.agent.close()

    def _acquire_lead(self) -> bool:
        try:
            return self.lead.acquire(within=STANDBY_SECONDS)
        except redis.RedisError:
            logger.warning("broker_away")
            self.stopped.wait(STANDBY_SECONDS)
            return False

    def _lead(self) -> None:
        logger.info("fleet_leads")
        try:
            self._forget_left()
            self.leads.set()
            while not self.stopped.wait(POLL_INTERVAL_SECONDS) and self._renew_lead():
                self._update()
        finally:
            self.leads.clear()
            self._stop_all()
            with suppress(redis.RedisError):
                self._report()
            self.lead.release()

    def _forget_left(self) -> None:
        """Forget the workers that left a former runner."""
        with suppress(redis.RedisError):
            for queue in self.queues:
                self.fleet.forget_left(queue=queue.name, tokens=self.fleet.leaving(queue.name))

    def _renew_lead(self) -> bool:
        try:
            return self.lead.renew()
        except redis.RedisError:
            # No other runner can take it either.
            return True

    def _update(self) -> None:
        try:
            for queue in self.queues:
                self._reap(queue)
                self._scale(queue, max(self.fleet.desired(queue.name), queue.minimum))
            self._report()
        except redis.RedisError:
            # Running workers continue; the desired numbers are unknown until the broker is back.
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

    def _reap(self, queue: ServedQueue) -> None:
        for worker in queue.workers:
            worker.kill_after(self.grace)
        for worker in [each for each in queue.workers if each.has_ended()]:
            self.fleet.forget_left(queue=queue.name, tokens=[worker.token])
            queue.workers.remove(worker)
            self.agent.forget(worker.name)
            has_left = queue.autoscaling is None and worker.process.returncode == os.EX_OK
            if worker.is_stopping or has_left:
                logger.info("worker_stopped", worker=worker.name)
                continue
            logger.warning("worker_died", worker=worker.name, code=worker.process.returncode)
            queue.deaths = queue.deaths + 1 if worker.age < self.min_uptime else 0
            pause = (
                min(2.0 ** (queue.deaths - 1), MAX_RESTART_DELAY_SECONDS)
                if queue.deaths > 1
                else 0.0
            )
            queue.not_before = time.monotonic() + pause

    def _scale(self, queue: ServedQueue, desired: int) -> None:
        while len(queue.live) < desired and time.monotonic() >= queue.not_before:
            queue.workers.append(self._start(queue))
        surplus = len(queue.live) - desired
        if surplus > 0:
            for worker in [w for w in queue.live if not self.agent.protects(w.name)][:surplus]:
                worker.stop()

    def _start(self, queue: ServedQueue) -> WorkerProcess:
        name = f"{queue.name}-{next(self.numbers)}"
        logger.info("worker_starts", worker=name)
        token = uuid4().hex if queue.autoscaling is None else ""
        return WorkerProcess(
            name=name,
            token=token,
            command=[*queue.command, "--hostname", f"{name}@%h"],
            folder=self.folder,
            environment=os.environ | {"ECS_AGENT_URI": self.agent.url(name), "WORKER_START": token},
        )

    def _run_sweeps(self) -> None:
        while not self.stopped.wait(self.period):
            if not self.leads.is_set():
                continue
            try:
                self.sweep_once()
            except redis.RedisError:
                logger.warning("broker_away")

    def sweep_once(self) -> None:
        """Count the queues and apply the actions of the alarms."""
        # Read before the count: a worker woken meanwhile has a task that was not counted yet.
        desired = {queue.name: self.fleet.desired(queue.name) for queue in self.queues}
        try:
            demands: Demands = {} if self.fleet.is_silent("endpoint") else self.sweep()
        except Exception as error:  # noqa: BLE001 any error is a missing datapoint
            logger.warning("sweep_failed", error=repr(error))
            demands = {}
        for queue in self.queues:
            self._decide(queue, demand=demands.get(queue.name), desired=desired[queue.name])

    def _decide(self, queue: ServedQueue, *, demand: int | None, desired: int) -> None:
        seen = None if demand is None else datapoint(demand=demand, workers=desired)
        for evaluator in queue.evaluators:
            action = evaluator.evaluate(seen)
            # AWS acts on a missing datapoint too, and may stop a worker that was just woken.
            if action is None or seen is None:
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


class LeaderLock:
    """A lock for one active runner at a time; others stand by and take over."""

    def __init__(self, broker: Broker) -> None:
        self._lock = broker.lock("scaling:local:lead", timeout=LOCK_SECONDS, sleep=0.2)

    def acquire(self, *, within: float) -> bool:
        """Return True if the lock was free within so many seconds. Raise redis.RedisError."""
        return bool(self._lock.acquire(blocking_timeout=within))

    def renew(self) -> bool:
        """Renew the lock; return False if it was lost. Call it often. Raise redis.RedisError."""
        try:
            self._lock.reacquire()
        except LockError:
            # Expired during a broker outage or a pause of this process, perhaps unnoticed by
            # others.
            return bool(self._lock.acquire(blocking=False))
        return True

    def release(self) -> None:
        # Where it is not ours any more, or the broker is unavailable, it expires by itself.
        with suppress(redis.RedisError):
            self._lock.release()
