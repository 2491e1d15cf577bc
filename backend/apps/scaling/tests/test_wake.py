import threading
import time
from collections.abc import Mapping, Sequence

import pytest
from celery import current_app

from apps.scaling.broker import Broker
from apps.scaling.configuration import ScaledQueue
from apps.scaling.decision_log import list_decisions
from apps.scaling.fleets import Fleet, FleetError, Size
from apps.scaling.fleets.local import LocalFleet
from apps.scaling.metrics import Metrics
from apps.scaling.publishing import Waker
from apps.scaling.wake import wake

QUEUE = ScaledQueue(name="heavy", minimum=0, maximum=3, concurrency=1, dollars_an_hour=0.1)
METRICS = Metrics("test-wake")


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


def publish(times: int = 1) -> None:
    for _ in range(times):
        current_app.send_task("unknown", queue="heavy")


def wake_with(broker: Broker, fleet: Fleet) -> None:
    wake(broker=broker, queue=QUEUE, fleet=fleet, metrics=METRICS)


@pytest.fixture(autouse=True)
def _only_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Waker, "request", lambda *_: None)


def test_wake_requests_the_needed_workers(broker: Broker) -> None:
    publish(2)
    wake_with(broker, LocalFleet(broker))
    assert LocalFleet(broker).desired("heavy") == 2
    (decision,) = list_decisions(broker)
    assert (decision.reason, decision.before, decision.after) == ("woken", 0, 2)


def test_wake_keeps_sufficient_workers(broker: Broker) -> None:
    LocalFleet(broker).set_desired(queue="heavy", workers=3)
    publish()
    wake_with(broker, LocalFleet(broker))
    assert LocalFleet(broker).desired("heavy") == 3
    assert list_decisions(broker) == []


def test_wake_ignores_a_completed_task(broker: Broker) -> None:
    fleet = Counting(broker)
    wake_with(broker, fleet)
    assert fleet.desired_counts == []


def test_concurrent_wakes_are_combined(broker: Broker) -> None:
    fleet = Counting(broker, takes=0.3)
    publish()
    first = threading.Thread(target=wake_with, args=(broker, fleet))
    first.start()
    while not fleet.desired_counts:
        time.sleep(0.01)
    publish(2)
    others = [threading.Thread(target=wake_with, args=(broker, fleet)) for _ in range(20)]
    for each in [*others]:
        each.start()
    for each in [first, *others]:
        each.join()

    assert fleet.desired_counts == [1, 3]
    assert LocalFleet(broker).desired("heavy") == 3


def test_failed_wake_does_not_block_the_next(broker: Broker) -> None:
    class Away(Counting):
        def raise_to(self, *, queue: str, workers: int) -> int | None:
            raise FleetError

    publish()
    with pytest.raises(FleetError):
        wake_with(broker, Away(broker))
    wake_with(broker, LocalFleet(broker))
    assert LocalFleet(broker).desired("heavy") == 1


def test_wake_succeeds_when_cloudwatch_is_unavailable(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    publish()
    wake(broker=broker, queue=QUEUE, fleet=LocalFleet(broker), metrics=Metrics("away"))
    assert LocalFleet(broker).desired("heavy") == 1
