"""Renews the leases of this worker process, and ends those it could not end at once."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import redis
import structlog
from celery import bootsteps

from apps.scaling.leases import Leases, Verdict

logger = structlog.get_logger(__name__)

RENEWALS_A_LEASE = 4
"""A lease survives that a few renewals fail."""


class LeaseKeeper:
    def __init__(self, leases: Leases) -> None:
        self.leases = leases
        self.running: set[str] = set()
        self.ended: set[str] = set()
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._renew_for_ever, name="leases", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def begin(self, *, run: str, tag: str) -> Verdict:
        verdict = self.leases.begin(run=run, tag=tag)
        if verdict is Verdict.MINE:
            self.running.add(run)
        return verdict

    def end(self, run: str) -> None:
        self.running.discard(run)
        self.ended.add(run)
        self._try(self._end_all)

    def release(self, run: str) -> None:
        self.running.discard(run)
        self._try(lambda: self.leases.release(run))

    def stop(self) -> None:
        """What still runs is being put back into its queue: let others take it at once."""
        self.stopped.set()
        for run in tuple(self.running):
            self.release(run)

    def _renew_for_ever(self) -> None:
        while not self.stopped.wait(self.leases.seconds / RENEWALS_A_LEASE):
            self._try(lambda: self.leases.renew(tuple(self.running)))
            self._try(self._end_all)

    def _end_all(self) -> None:
        for run in tuple(self.ended):
            self.leases.end(run)
            self.ended.discard(run)

    def _try(self, action: Callable[[], None]) -> None:
        """A broker that is away comes back; until then the worker goes on."""
        try:
            action()
        except redis.RedisError:
            logger.warning("lease_not_kept", exc_info=True)


_keepers: dict[str, LeaseKeeper] = {}


def keeper() -> LeaseKeeper:
    """The one of this worker process."""
    return _keepers["this"]


class KeepLeases(bootsteps.StartStopStep):
    """Starts the keeper before the worker receives its first task."""

    requires = ("celery.worker.components:Pool",)

    def start(self, worker: Any) -> None:
        app = worker.app
        _keepers["this"] = LeaseKeeper(
            Leases(
                broker=redis.Redis.from_url(app.conf.broker_url, socket_timeout=5),
                worker=f"{worker.hostname} {uuid4()}",
                seconds=app.conf.broker_transport_options["visibility_timeout"],
            )
        )
        keeper().start()

    def stop(self, worker: Any) -> None:
        keeper().stop()

    def terminate(self, worker: Any) -> None:
        keeper().stop()
