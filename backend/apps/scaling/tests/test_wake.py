import threading
import time
from collections.abc import Mapping, Sequence

import pytest
from celery import current_app

from apps.scaling.broker import Broker
from apps.scaling.configuration import ScaledQueue
from apps.scaling.decisions import decisions
from apps.scaling.fleets import Fleet, FleetError, Size
from apps.scaling.fleets.local import LocalFleet
from apps.scaling.metrics import Metrics
from apps.scaling.publishing import Waker
from apps.scaling.wake import wake

QUEUE = ScaledQueue(name="heavy", minimum=0, maximum=3, concurrency=1, dollars_an_hour=0.1)
METRICS = Metrics("test-wake")


class Counting:
    """A fleet that notes when it is asked."""

    def __init__(self, broker: Broker, *, takes: float = 0) -> None:
        self.fleet = LocalFleet(broker)
        self.takes = takes
        self.asked: list[int] = []

    def sizes(self, queues: Sequence[str]) -> Mapping[str, Size]:
        return self.fleet.sizes(queues)

    def raise_to(self, *, queue: str, workers: int) -> int | None:
        self.asked.append(workers)
        time.sleep(self.takes)
        return self.fleet.raise_to(queue=queue, workers=workers)


def publish(times: int = 1) -> None:
    for _ in range(times):
        current_app.send_task("unknown", queue="heavy")


def wake_with(broker: Broker, fleet: Fleet) -> None:
    wake(broker=broker, queue=QUEUE, fleet=fleet, metrics=METRICS)


@pytest.fixture(autouse=True)
def _only_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Waker, "ask", lambda *_: None)


def test_as_many_workers_as_the_tasks_need_are_asked_for(broker: Broker) -> None:
    publish(2)
    wake_with(broker, LocalFleet(broker))
    assert LocalFleet(broker).desired("heavy") == 2
    (decision,) = decisions(broker)
    assert (decision.reason, decision.before, decision.after) == ("woken", 0, 2)


def test_workers_that_suffice_are_left_alone(broker: Broker) -> None:
    LocalFleet(broker).set_desired(queue="heavy", workers=3)
    publish()
    wake_with(broker, LocalFleet(broker))
    assert LocalFleet(broker).desired("heavy") == 3
    assert decisions(broker) == []


def test_nobody_is_woken_for_a_task_that_was_taken_already(broker: Broker) -> None:
    fleet = Counting(broker)
    wake_with(broker, fleet)
    assert fleet.asked == []


def test_of_many_wakes_at_once_one_asks_and_counts_again_for_the_others(broker: Broker) -> None:
    fleet = Counting(broker, takes=0.3)
    publish()
    first = threading.Thread(target=wake_with, args=(broker, fleet))
    first.start()
    while not fleet.asked:
        time.sleep(0.01)
    publish(2)
    others = [threading.Thread(target=wake_with, args=(broker, fleet)) for _ in range(20)]
    for each in [*others]:
        each.start()
    for each in [first, *others]:
        each.join()

    assert fleet.asked == [1, 3]
    assert LocalFleet(broker).desired("heavy") == 3


def test_a_fleet_that_does_not_answer_keeps_nobody_from_the_next_wake(broker: Broker) -> None:
    class Away(Counting):
        def raise_to(self, *, queue: str, workers: int) -> int | None:
            raise FleetError

    publish()
    with pytest.raises(FleetError):
        wake_with(broker, Away(broker))
    wake_with(broker, LocalFleet(broker))
    assert LocalFleet(broker).desired("heavy") == 1


def test_a_cloudwatch_that_is_away_keeps_nobody_asleep(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    publish()
    wake(broker=broker, queue=QUEUE, fleet=LocalFleet(broker), metrics=Metrics("away"))
    assert LocalFleet(broker).desired("heavy") == 1
