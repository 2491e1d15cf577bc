"""An environment to inject faults into: its own broker, fleet and workers, with shortened times."""

import base64
import json
import logging
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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
from celery_scale_to_zero.fleets import FleetError
from celery_scale_to_zero.fleets.agent import LocalEcsAgent
from celery_scale_to_zero.fleets.local import LocalFleet, LocalWorker
from celery_scale_to_zero.fleets.runner import LocalRunner, ServedQueue
from celery_scale_to_zero.tests.application import SECONDS, app
from config.topology import QUEUES, WorkerFleet, autoscaling
from tests.end_to_end.network import Network
from tests.end_to_end.valkey_process import ValkeyProcess

PERIOD = 0.5
GRACE = 4.0
# Seconds: short enough that a killed worker is replaced at once.
MIN_UPTIME = 0.5
HEAVY = next(each for each in QUEUES if each.name == "heavy")
# Shared by all environments, as creating a client of AWS is slow.
METRICS = Metrics(f"faults-{uuid.uuid4()}")
# Longer than a wake waits for its next count.
LATE_SECONDS = 1.2
MESSAGES_PER_CALL = 1000


class LateFleet(LocalFleet):
    """A fleet whose reply may not arrive, though it has done what was requested."""

    def __init__(self, environment: "FaultEnvironment") -> None:
        super().__init__(environment.broker)
        self.environment = environment

    def raise_to(self, *, queue: str, workers: int) -> int | None:
        before = super().raise_to(queue=queue, workers=workers)
        if self.environment.late_replies > 0:
            self.environment.late_replies -= 1
            time.sleep(LATE_SECONDS)
            raise FleetError("no reply")
        return before


class FaultEnvironment(ChaosEnvironment):
    queue = HEAVY.name
    lease = SECONDS
    period = PERIOD

    def __init__(
        self,
        home: Path,
        *,
        worker_fleet: WorkerFleet,
        worker_options: Sequence[str] = (),
        network: bool = False,
    ) -> None:
        """`worker_options`: arguments of the worker; `network`: its network can be cut."""
        super().__init__()
        self.worker_fleet = worker_fleet
        self.worker_options = worker_options
        self.late_replies = 0
        """Requests to the fleet whose reply will not arrive."""
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
        self.network = Network(self.valkey.port) if network else None
        self.served = self._served()
        self.agent = LocalEcsAgent(is_silent=lambda: self.fleet.is_silent("agent"))
        self.runner = LocalRunner(
            fleet=LocalFleet(self.broker),
            agent=self.agent,
            queues=[self.served],
            sweep=self._sweep,
            period=PERIOD,
            grace=GRACE,
            folder=settings.BACKEND,
            min_uptime=MIN_UPTIME,
        )
        self.running = threading.Thread(target=self.runner.run)
        self.running.start()

    def send(
        self,
        task: str,
        *,
        task_id: str,
        arguments: dict[str, object],
        countdown: float,
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

    def work_many(self, names: Sequence[str]) -> None:
        """Publish tasks as copies of one message: Celery itself takes minutes for 100,000."""
        self.sent += names
        arguments: dict[str, object] = {"name": "template", "seconds": 0}
        self.send("work", task_id="template", arguments=arguments, countdown=0)
        # Before a worker has started.
        template: Any = self.broker.rpop(self.queue)
        for first in range(0, len(names), MESSAGES_PER_CALL):
            messages = [
                _message(template, name) for name in names[first : first + MESSAGES_PER_CALL]
            ]
            self.broker.lpush(self.queue, *messages)
        self.waker.request(self.scaled)

    @property
    def fleet(self) -> LocalFleet:
        return LateFleet(self)

    def sweep(self) -> None:
        self._sweep()

    def deploy(self) -> None:
        """Stop what ECS stops for a new revision: workers of a service that are not protected."""
        if self.worker_fleet is WorkerFleet.TASKS:
            return
        for worker in tuple(self.served.workers):
            if not self.agent.protects(worker.name) and not worker.is_stopping:
                worker.stop()

    @contextmanager
    def lost_writes(self) -> Iterator[None]:
        """Restart the broker at the end of the block, without what was written in it."""
        appended = self.valkey.appended()
        yield
        self.valkey.kill()
        self.valkey.truncate(appended)
        self.valkey.start()

    def cut_network(self, worker: LocalWorker, *, seconds: float) -> None:
        """Cut a worker off from the broker for a while; packets of both are late, not lost."""
        assert self.network is not None
        with self.network.cut(worker.pid):
            time.sleep(seconds)

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
        if self.network is not None:
            self.network.close()
        self.valkey.kill()

    @property
    def _worker_url(self) -> str:
        if self.network is None:
            return self.valkey.url
        return self.valkey.url.replace(f":{self.valkey.port}/", f":{self.network.port}/")

    def _served(self) -> ServedQueue:
        return ServedQueue(
            name=self.queue,
            minimum=0,
            maximum=HEAVY.maximum,
            command=[
                *(sys.executable, "-m", "celery_scale_to_zero.tests.worker", self._worker_url),
                *self.worker_options,
            ],
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


def _message(template: str, name: str) -> str:
    """Return a copy of a message of the task `work`, as a task of its own."""
    message = json.loads(template)
    task_id, tag = str(uuid.uuid4()), str(uuid.uuid4())
    body = json.dumps([[], {"name": name, "seconds": 0}, {}])
    message["body"] = base64.b64encode(body.encode()).decode()
    message["headers"] |= {"id": task_id, "root_id": task_id}
    message["properties"] |= {"correlation_id": task_id, "delivery_tag": tag}
    message["properties"]["delivery_info"] = {"exchange": "", "routing_key": HEAVY.name}
    return json.dumps(message)


@contextmanager
def fault_environment(
    home: Path,
    worker_fleet: WorkerFleet,
    *,
    worker_options: Sequence[str] = (),
    network: bool = False,
) -> Iterator[FaultEnvironment]:
    enqueued = logging.getLogger("django_structlog")
    level = enqueued.level
    # A line for each of hundreds of tasks would hide other output.
    enqueued.setLevel(logging.WARNING)
    environment = FaultEnvironment(
        home, worker_fleet=worker_fleet, worker_options=worker_options, network=network
    )
    try:
        yield environment
    finally:
        environment.end()
        enqueued.setLevel(level)
