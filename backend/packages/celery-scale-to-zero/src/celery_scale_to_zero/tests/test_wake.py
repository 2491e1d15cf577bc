import threading
import time
from collections.abc import Mapping, Sequence

import pytest
from celery import Celery

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.configuration import ScaledQueue
from celery_scale_to_zero.control.decision_log import list_decisions
from celery_scale_to_zero.control.metrics import Metrics
from celery_scale_to_zero.control.publishing import Waker
from celery_scale_to_zero.control.wake import wake
from celery_scale_to_zero.fleets import Fleet, FleetError, Size
from celery_scale_to_zero.fleets.local import LocalFleet

QUEUE = ScaledQueue(name="heavy", minimum=0, maximum=3, concurrency=1, dollars_an_hour=0.1)
METRICS = Metrics("")


class Counting:
    """A fleet that records the desired counts that it receives."""

    def __init__(self, broker: Broker, *, takes: float = 0) -> None:
        self.fleet = LocalFleet(broker)
        self.takes = takes
        self.desired_counts: list[int] = []

    def sizes(self, queues: Sequence[str]) -> Mapping[str, Size]:
        return self.fleet.sizes(queues)

    def raise_to(self, *, queue: str, workers: int) -> int | None:
        self.desired_counts.append(workers)
        time.sleep(self.takes)
        return self.fleet.raise_to(queue=queue, workers=workers)


def publish(app: Celery, times: int = 1) -> None:
    for _ in range(times):
        app.send_task("unknown", queue="heavy")


def wake_with(broker: Broker, fleet: Fleet) -> None:
    wake(broker=broker, queue=QUEUE, fleet=fleet, metrics=METRICS)


@pytest.fixture(autouse=True)
def _only_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Waker, "request", lambda *_: None)


def test_wake_requests_the_needed_workers(app: Celery, broker: Broker) -> None:
    publish(app, 2)
    wake_with(broker, LocalFleet(broker))
    assert LocalFleet(broker).desired("heavy") == 2
    (decision,) = list_decisions(broker)
    assert (decision.reason, decision.before, decision.after) == ("woken", 0, 2)


def test_wake_keeps_sufficient_workers(app: Celery, broker: Broker) -> None:
    LocalFleet(broker).set_desired(queue="heavy", workers=3)
    publish(app)
    wake_with(broker, LocalFleet(broker))
    assert LocalFleet(broker).desired("heavy") == 3
    assert list_decisions(broker) == []


def test_wake_ignores_a_completed_task(broker: Broker) -> None:
    fleet = Counting(broker)
    wake_with(broker, fleet)
    assert fleet.desired_counts == []


def test_concurrent_wakes_are_combined(app: Celery, broker: Broker) -> None:
    fleet = Counting(broker, takes=0.3)
    publish(app)
    first = threading.Thread(target=wake_with, args=(broker, fleet))
    first.start()
    while not fleet.desired_counts:
        time.sleep(0.01)
    publish(app, 2)
    others = [threading.Thread(target=wake_with, args=(broker, fleet)) for _ in range(20)]
    for each in [*others]:
        each.start()
    for each in [first, *others]:
        each.join()

    assert fleet.desired_counts == [1, 3]
    assert LocalFleet(broker).desired("heavy") == 3


def test_failed_wake_does_not_block_the_next(app: Celery, broker: Broker) -> None:
    class Away(Counting):
        def raise_to(self, *, queue: str, workers: int) -> int | None:
            raise FleetError

    publish(app)
    with pytest.raises(FleetError):
        wake_with(broker, Away(broker))
    wake_with(broker, LocalFleet(broker))
    assert LocalFleet(broker).desired("heavy") == 1


def test_wake_succeeds_when_cloudwatch_is_unavailable(
    app: Celery, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("boto3")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    publish(app)
    wake(broker=broker, queue=QUEUE, fleet=LocalFleet(broker), metrics=Metrics("away"))
    assert LocalFleet(broker).desired("heavy") == 1
