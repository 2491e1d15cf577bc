"""The heartbeat of a worker process: renews its leases, registration and protection."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

import redis
import structlog
from celery import bootsteps

from celery_scale_to_zero.broker import transport
from celery_scale_to_zero.broker.client import connect
from celery_scale_to_zero.broker.task_runs import Run
from celery_scale_to_zero.broker.workers import WorkerRegistration
from celery_scale_to_zero.configuration import scaling
from celery_scale_to_zero.worker.leases import Leases, Verdict
from celery_scale_to_zero.worker.protection import Protection
from celery_scale_to_zero.worker.shutdown_grace import is_shutting_down
from celery_scale_to_zero.worker.stall_detector import StallDetector

logger = structlog.get_logger(__name__)

# A lease survives a few failed renewals.
RENEWALS_PER_LEASE = 4
LEASES_UNTIL_STALLED = 2


class WorkerHeartbeat:
    def __init__(
        self,
        *,
        leases: Leases,
        presence: WorkerRegistration,
        protection: Protection,
        stall_detector: StallDetector,
        held: Callable[[], Iterable[str]],
        concurrency: int,
    ) -> None:
        """`held`: delivery tags held by the worker's connection; `concurrency`: tasks at a time."""
        self.leases = leases
        self.presence = presence
        self.protection = protection
        self.stall_detector = stall_detector
        self.held = held
        self.concurrency = concurrency
        self.running: set[str] = set()
        self.aborts: dict[str, Callable[[], None]] = {}
        """How to stop a run that another worker has taken over."""
        self.ended: set[str] = set()
        self.taken: set[str] = set()
        """Runs that ended here after another worker had taken them over."""
        self.is_leaving = False
        self.idle_since = time.monotonic()
        self.stopped = threading.Event()
        # A lease must not be renewed right after its end.
        self.lock = threading.Lock()
        self.thread = threading.Thread(target=self._run_loop, name="heartbeat", daemon=True)

    def start(self) -> None:
        self._try(self.presence.renew)
        self.thread.start()

    def is_busy(self) -> bool:
        return bool(self.running)

    def idle_seconds(self) -> float:
        """Return for how long the worker has neither run nor held a task."""
        if self.running or tuple(self.held()):
            return 0.0
        return time.monotonic() - self.idle_since

    def has_room(self) -> bool:
        """Return True if there is a free slot: a reconnected Celery would take one too many."""
        return not self.is_leaving and len(self.running) < self.concurrency

    def begin(self, run: Run, *, tag: str, abort: Callable[[], None]) -> Verdict:
        """Begin a run; `abort` stops it, and is called if another worker has taken it over."""
        verdict = self.leases.begin(run, tag=tag)
        if verdict is Verdict.MINE:
            self.running.add(run.name)
            self.aborts[run.name] = abort
            self.protection.take()
        return verdict

    def end(self, run: str) -> bool:
        """End a run; return False if another worker is known to have taken it over."""
        with self.lock:
            self._discard(run)
            self.ended.add(run)
            self._try(self._end_all)
            return not self._forget_taken(run)

    def release(self, run: str, *, is_strike: bool) -> bool:
        """Release a run that is being requeued; return False as `end` does."""

        def release() -> None:
            if not self.leases.release(run, is_strike=is_strike):
                self.taken.add(run)

        with self.lock:
            self._discard(run)
            self._try(release)
            return not self._forget_taken(run)

    def stop(self) -> None:
        """Release the runs that are being requeued, so that other workers can take them at once.

        This counts against the task if the worker is not shutting down, as the task may be the
        reason.
        """
        self.stopped.set()
        for run in tuple(self.running):
            self.release(run, is_strike=not is_shutting_down())
        self._try(self.presence.leave)

    def _discard(self, run: str) -> None:
        self.running.discard(run)
        self.aborts.pop(run, None)
        self.idle_since = time.monotonic()

    def _run_loop(self) -> None:
        while not self.stopped.wait(self.leases.seconds / RENEWALS_PER_LEASE):
            with self.lock:
                self._try(self._renew_all)
                self._try(self._end_all)
            self._try(self.presence.renew)
            self._try(lambda: self.protection.update(is_busy=self.is_busy))
            self._try(lambda: self.stall_detector.check(busy=self.is_busy()))

    def _renew_all(self) -> None:
        for run in self.leases.renew(tuple(self.running), held=self.held()):
            logger.warning("run_taken_over", run=run)
            if abort := self.aborts.pop(run, None):
                abort()

    def _end_all(self) -> None:
        for run in tuple(self.ended):
            if not self.leases.end(run):
                self.taken.add(run)
            self.ended.discard(run)

    def _forget_taken(self, run: str) -> bool:
        is_taken = run in self.taken
        self.taken.discard(run)
        return is_taken

    def _try(self, action: Callable[[], None]) -> None:
        """Run an action and log its errors.

        The worker continues during a broker outage. No error may end the heartbeat, or its tasks
        would be considered a dead worker's.
        """
        try:
            action()
        except redis.RedisError:
            logger.warning("lease_not_renewed", exc_info=True)
        except Exception:
            logger.exception("heartbeat_failed")


_heartbeats: dict[str, WorkerHeartbeat] = {}


def worker_heartbeat() -> WorkerHeartbeat:
    """Return the heartbeat of this worker process."""
    return _heartbeats["this"]


class HeartbeatStep(bootsteps.StartStopStep):
    """Start the heartbeat before the worker receives its first task."""

    requires = ("celery.worker.components:Pool",)

    def start(self, worker: Any) -> None:
        app = worker.app
        broker = connect(app.conf.broker_url)
        seconds = app.conf.broker_transport_options["visibility_timeout"]
        name = f"{worker.hostname} {uuid4()}"
        queues = sorted(app.amqp.queues.consume_from)

        def held() -> Iterable[str]:
            consumer = getattr(worker.consumer, "task_consumer", None)
            if consumer is None:
                return ()
            # Unacknowledged deliveries of this connection; kombu has no public API for it.
            qos = consumer.channel.qos
            return tuple(set(qos._delivered) - qos._dirty)

        _heartbeats["this"] = WorkerHeartbeat(
            leases=Leases(broker=broker, worker=name, seconds=seconds),
            presence=WorkerRegistration(broker=broker, worker=name, queues=queues),
            # ECS protects tasks of services only, and nothing stops others.
            protection=Protection("" if scaling().start else scaling().agent),
            stall_detector=StallDetector(
                broker=broker, queues=queues, seconds=seconds * LEASES_UNTIL_STALLED
            ),
            held=held,
            concurrency=worker.concurrency,
        )
        transport.Channel.may_fetch = worker_heartbeat().has_room
        worker_heartbeat().start()

    def stop(self, worker: Any) -> None:
        worker_heartbeat().stop()

    def terminate(self, worker: Any) -> None:
        worker_heartbeat().stop()
