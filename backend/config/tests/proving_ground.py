"""A ground for faults: a broker, a fleet and workers of the test's own, with shortened times."""

import sys
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from celery import Celery
from django.conf import settings
from kombu import Connection

from apps.scaling.broker import connect
from apps.scaling.configuration import scaling
from apps.scaling.drill import tasks
from apps.scaling.drill.ground import Ground
from apps.scaling.fleets.agent import Agent
from apps.scaling.fleets.local import LocalFleet
from apps.scaling.fleets.runner import LocalRunner, ServedQueue
from apps.scaling.metrics import Metrics
from apps.scaling.publishing import Waker
from apps.scaling.sweep import sweep
from apps.scaling.tests.application import SECONDS, app
from apps.scaling.wake import wake
from config.tests.own_broker import OwnBroker
from config.topology import QUEUES, autoscaling

PERIOD = 0.5
GRACE = 4.0
HEAVY = next(each for each in QUEUES if each.name == "heavy")


class ProvingGround(Ground):
    queue = HEAVY.name
    lease = SECONDS
    period = PERIOD

    def __init__(self, home: Path) -> None:
        super().__init__()
        self.valkey = OwnBroker(home)
        self.broker = connect(self.valkey.valkey.url)
        self.scaled = next(each for each in scaling().queues if each.name == self.queue)
        self.metrics = Metrics(f"ground-{uuid.uuid4()}")
        self.waker = Waker(
            lambda queue: wake(
                broker=self.broker, queue=queue, fleet=self.fleet, metrics=self.metrics
            )
        )
        self.agent = Agent(is_silent=lambda: self.fleet.is_silent("agent"))
        self.runner = LocalRunner(
            fleet=LocalFleet(self.broker),
            agent=self.agent,
            queues=[self._served()],
            sweep=self._sweep,
            period=PERIOD,
            grace=GRACE,
            folder=settings.BACKEND,
        )
        self.running = threading.Thread(target=self.runner.run)
        self.running.start()

    def send(
        self, task: str, *, task_id: str, arguments: dict[str, object], countdown: float
    ) -> None:
        with Connection(self.valkey.valkey.url, transport=app.conf.broker_transport) as connection:
            getattr(tasks, task).apply_async(
                kwargs=arguments,
                task_id=task_id,
                queue=self.queue,
                countdown=countdown or None,
                connection=connection,
            )
        self.waker.ask(self.scaled)

    def kill_broker(self) -> None:
        self.valkey.kill()
        self.valkey.start()

    def cancel_consumers(self) -> None:
        control = Celery(broker=self.valkey.valkey.url, set_as_current=False).control
        control.cancel_consumer(self.queue)

    def end(self) -> None:
        self.runner.stopped.set()
        self.running.join()
        self.valkey.kill()

    def _served(self) -> ServedQueue:
        command = (
            f"-m celery --app apps.scaling.tests.application --broker {self.valkey.valkey.url}"
            f" --quiet worker --queues {self.queue} --concurrency {HEAVY.concurrency}"
            " --without-gossip --without-mingle"
        )
        return ServedQueue(
            name=self.queue,
            minimum=0,
            maximum=HEAVY.maximum,
            command=[sys.executable, *command.split()],
            autoscaling=autoscaling(HEAVY),
        )

    def _sweep(self) -> Mapping[str, int]:
        with Connection(self.valkey.valkey.url) as connection:
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
def proving_ground(home: Path) -> Iterator[ProvingGround]:
    ground = ProvingGround(home)
    try:
        yield ground
    finally:
        ground.end()
