"""An environment to inject faults into: its own broker, fleet and workers, with shortened times."""

import logging
import sys
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from celery import Celery
from django.conf import settings
from kombu import Connection

from celery_scale_to_zero.broker.client import connect
from celery_scale_to_zero.chaos import tasks
from celery_scale_to_zero.chaos.environment import ChaosEnvironment
from celery_scale_to_zero.configuration import scaling
from celery_scale_to_zero.control.metrics import Metrics
from celery_scale_to_zero.control.publishing import Waker
from celery_scale_to_zero.control.sweep import sweep
from celery_scale_to_zero.control.wake import wake
from celery_scale_to_zero.fleets.agent import LocalEcsAgent
from celery_scale_to_zero.fleets.local import LocalFleet
from celery_scale_to_zero.fleets.runner import LocalRunner, ServedQueue
from celery_scale_to_zero.tests.application import SECONDS, app
from config.topology import QUEUES, WorkerFleet, autoscaling
from tests.end_to_end.valkey_process import ValkeyProcess

PERIOD = 0.5
GRACE = 4.0
# Seconds: short enough that a killed worker is replaced at once.
MIN_UPTIME = 0.5
HEAVY = next(each for each in QUEUES if each.name == "heavy")
# Shared by all environments, as creating a client of AWS is slow.
METRICS = Metrics(f"faults-{uuid.uuid4()}")


class FaultEnvironment(ChaosEnvironment):
    queue = HEAVY.name
    lease = SECONDS
    period = PERIOD

    def __init__(self, home: Path, *, worker_fleet: WorkerFleet) -> None:
        super().__init__()
        self.worker_fleet = worker_fleet
        self.valkey = ValkeyProcess(home)
        self.broker = connect(self.valkey.url)
        self.connections = Connection(self.valkey.url, transport=app.conf.broker_transport).Pool(
            limit=2
        )
        self.scaled = next(each for each in scaling().queues if each.name == self.queue)
        self.metrics = METRICS
        self.waker = Waker(
            lambda queue: wake(
                broker=self.broker, queue=queue, fleet=self.fleet, metrics=self.metrics
            )
        )
        self.agent = LocalEcsAgent(is_silent=lambda: self.fleet.is_silent("agent"))
        self.runner = LocalRunner(
            fleet=LocalFleet(self.broker),
            agent=self.agent,
            queues=[self._served()],
            sweep=self._sweep,
            period=PERIOD,
            grace=GRACE,
            folder=settings.BACKEND,
            min_uptime=MIN_UPTIME,
        )
        self.running = threading.Thread(target=self.runner.run)
        self.running.start()

    def send(
        self, task: str, *, task_id: str, arguments: dict[str, object], countdown: float
    ) -> None:
        with self.connections.acquire(block=True) as connection:
            getattr(tasks, task).apply_async(
                kwargs=arguments,
                task_id=task_id,
                queue=self.queue,
                countdown=countdown or None,
                connection=connection,
            )
        self.waker.request(self.scaled)

    def kill_broker(self) -> None:
        self.valkey.kill()
        self.valkey.start()

    def cancel_consumers(self) -> None:
        control = Celery(broker=self.valkey.url, set_as_current=False).control
        control.cancel_consumer(self.queue)

    def end(self) -> None:
        self.runner.stopped.set()
        self.running.join()
        self.connections.force_close_all()
        self.valkey.kill()

    def _served(self) -> ServedQueue:
        return ServedQueue(
            name=self.queue,
            minimum=0,
            maximum=HEAVY.maximum,
            command=[sys.executable, "-m", "celery_scale_to_zero.tests.worker", self.valkey.url],
            autoscaling=autoscaling(HEAVY) if self.worker_fleet is WorkerFleet.SERVICES else None,
        )

    def _sweep(self) -> Mapping[str, int]:
        with Connection(self.valkey.url) as connection:
            swept = sweep(
                broker=self.broker,
                connection=connection,
                queues=[self.scaled],
                fleet=self.fleet,
                metrics=self.metrics,
                seconds=SECONDS,
            )
        return {each.queue.name: each.demand.total for each in swept}


@contextmanager
def fault_environment(home: Path, worker_fleet: WorkerFleet) -> Iterator[FaultEnvironment]:
    enqueued = logging.getLogger("django_structlog")
    level = enqueued.level
    # A line for each of hundreds of tasks would hide other output.
    enqueued.setLevel(logging.WARNING)
    environment = FaultEnvironment(home, worker_fleet=worker_fleet)
    try:
        yield environment
    finally:
        environment.end()
        enqueued.setLevel(level)
