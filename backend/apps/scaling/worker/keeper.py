"""Keeps what this worker process holds: its leases, its place among the workers, its protection."""

import threading
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

import redis
import structlog
from celery import bootsteps

from apps.scaling import transport
from apps.scaling.broker import connect
from apps.scaling.configuration import scaling
from apps.scaling.runs import Run
from apps.scaling.worker.grace import is_told_to_stop
from apps.scaling.worker.leases import Leases, Verdict
from apps.scaling.worker.protection import Protection
from apps.scaling.worker.stall import Stall
from apps.scaling.workers import Presence

logger = structlog.get_logger(__name__)

RENEWALS_A_LEASE = 4
"""A lease survives that a few renewals fail."""
LEASES_A_STALL = 2


class Keeper:
    def __init__(
        self,
        *,
        leases: Leases,
        presence: Presence,
        protection: Protection,
        stall: Stall,
        held: Callable[[], Iterable[str]],
        concurrency: int,
    ) -> None:
        """`held`: the delivery tags that the worker's connection holds; `concurrency`: tasks at a
        time."""
        self.leases = leases
        self.presence = presence
        self.protection = protection
        self.stall = stall
        self.held = held
        self.concurrency = concurrency
        self.running: set[str] = set()
        self.ended: set[str] = set()
        self.stopped = threading.Event()
        # A lease must not be renewed right after its end.
        self.turn = threading.Lock()
        self.thread = threading.Thread(target=self._tend_for_ever, name="keeper", daemon=True)

    def start(self) -> None:
        self._try(self.presence.renew)
        self.thread.start()

    def is_busy(self) -> bool:
        return bool(self.running)

    def has_room(self) -> bool:
        """After a lost connection Celery would take a task more than it can run."""
        return len(self.running) < self.concurrency

    def begin(self, run: Run, *, tag: str) -> Verdict:
        verdict = self.leases.begin(run, tag=tag)
        if verdict is Verdict.MINE:
            self.running.add(run.name)
            self.protection.take()
        return verdict

    def end(self, run: str) -> None:
        with self.turn:
            self.running.discard(run)
            self.ended.add(run)
            self._try(self._end_all)

    def release(self, run: str, *, is_strike: bool) -> None:
        with self.turn:
            self.running.discard(run)
            self._try(lambda: self.leases.release(run, is_strike=is_strike))

    def stop(self) -> None:
        """What still runs is being put back into its queue: let others take it at once. It is a
        strike where nobody asked this worker to stop: the task may be why."""
        self.stopped.set()
        for run in tuple(self.running):
            self.release(run, is_strike=not is_told_to_stop())
        self._try(self.presence.leave)

    def _tend_for_ever(self) -> None:
        while not self.stopped.wait(self.leases.seconds / RENEWALS_A_LEASE):
            with self.turn:
                self._try(lambda: self.leases.renew(tuple(self.running), held=self.held()))
                self._try(self._end_all)
            self._try(self.presence.renew)
            self._try(lambda: self.protection.tend(is_busy=self.is_busy))
            self._try(lambda: self.stall.look(busy=self.is_busy()))

    def _end_all(self) -> None:
        for run in tuple(self.ended):
            self.leases.end(run)
            self.ended.discard(run)

    def _try(self, action: Callable[[], None]) -> None:
        """A broker that is away comes back; until then the worker goes on. Nothing at all may end
        the keeping: the tasks would be taken for a dead worker's."""
        try:
            action()
        except redis.RedisError:
            logger.warning("lease_not_kept", exc_info=True)
        except Exception:
            logger.exception("keeper_failed")


_keepers: dict[str, Keeper] = {}


def keeper() -> Keeper:
    """The one of this worker process."""
    return _keepers["this"]


class Keep(bootsteps.StartStopStep):
    """Starts the keeper before the worker receives its first task."""

    requires = ("celery.worker.components:Pool",)

    def start(self, worker: Any) -> None:
        app = worker.app
        broker = connect(app.conf.broker_url)
        seconds = app.conf.broker_transport_options["visibility_timeout"]
        name = f"{worker.hostname} {uuid4()}"
        queues = sorted(app.amqp.queues.consume_from)

        def held() -> Iterable[str]:
            consumer = getattr(worker.consumer, "task_consumer", None)
            # All that came over this connection and is not acknowledged; kombu has no door to it.
            return tuple(consumer.channel.qos._delivered) if consumer else ()

        _keepers["this"] = Keeper(
            leases=Leases(broker=broker, worker=name, seconds=seconds),
            presence=Presence(broker=broker, worker=name, queues=queues),
            protection=Protection(scaling().agent),
            stall=Stall(broker=broker, queues=queues, seconds=seconds * LEASES_A_STALL),
            held=held,
            concurrency=worker.concurrency,
        )
        transport.Channel.may_fetch = keeper().has_room
        keeper().start()

    def stop(self, worker: Any) -> None:
        keeper().stop()

    def terminate(self, worker: Any) -> None:
        keeper().stop()
