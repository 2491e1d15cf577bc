import json
import os
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from celery import current_app

from apps.scaling.broker import Broker
from apps.scaling.configuration import ScaledQueue
from apps.scaling.demand import PUBLISHED_AT, count_demand
from apps.scaling.dependencies import waker
from apps.scaling.fleets.local import LocalFleet
from apps.scaling.publishing import CountdownTooLongError, Waker
from apps.scaling.tasks import demo

QUEUE = ScaledQueue(name="heavy", minimum=0, maximum=2, concurrency=1, dollars_an_hour=0.1)


def test_published_task_is_dated_and_wakes_its_queue(broker: Broker) -> None:
    began = time.time()
    demo.delay(demo_id="none")
    waker.wait()

    assert LocalFleet(broker).desired("heavy") == 1
    message: Any = broker.lindex("heavy", 0)
    assert began <= json.loads(message)["headers"][PUBLISHED_AT] <= time.time()
    assert count_demand(broker=broker, queues=["heavy"])[0].oldest_seconds > 0


def test_always_on_queue_is_not_woken(broker: Broker) -> None:
    current_app.send_task("unknown", queue="default")
    waker.wait()
    assert LocalFleet(broker).desired("default") == 0


def test_publishing_does_not_wait_for_the_wake() -> None:
    may_end = threading.Event()
    woken = []

    def wake(queue: ScaledQueue) -> None:
        may_end.wait()
        woken.append(queue.name)

    own = Waker(wake)
    for _ in range(1000):
        own.request(QUEUE)  # returns before a worker has been woken
    assert woken == []
    may_end.set()
    own.wait()
    assert 1 <= len(woken) <= 2


def test_failed_wake_is_logged_and_retried(
    caplog: pytest.LogCaptureFixture,
) -> None:
    woken = []

    def wake(queue: ScaledQueue) -> None:
        woken.append(queue.name)
        raise OSError("out of reach")

    own = Waker(wake)
    own.request(QUEUE)
    own.wait()
    own.request(QUEUE)
    own.wait()
    assert woken == ["heavy", "heavy"]
    assert "wake_failed" in caplog.text


def test_waker_works_in_a_forked_process() -> None:
    read, write = os.pipe()

    def wake(queue: ScaledQueue) -> None:
        os.write(write, b"woken")

    own = Waker(wake)
    own.request(QUEUE)
    own.wait()
    os.read(read, 5)
    if (child := os.fork()) == 0:
        own.request(QUEUE)
        own.wait()
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 5) == b"woken"


@pytest.mark.parametrize(
    "options",
    [{"countdown": 3600}, {"eta": datetime.now(UTC) + timedelta(hours=2)}],
    ids=["countdown", "eta"],
)
def test_long_countdown_is_rejected_when_scaling_to_zero(
    broker: Broker, options: dict[str, Any]
) -> None:
    with pytest.raises(CountdownTooLongError, match=r"demo is due in .* heavy .* beat"):
        demo.apply_async(kwargs={"demo_id": "none"}, **options)
    assert broker.llen("heavy") == 0


def test_retry_is_never_rejected(broker: Broker) -> None:
    demo.apply_async(kwargs={"demo_id": "none"}, countdown=3600, retries=1)  # type: ignore[call-arg] # as Task.retry does
    assert broker.llen("heavy") == 1


def test_long_countdown_is_allowed_on_an_always_on_queue(
    broker: Broker,
) -> None:
    demo.apply_async(kwargs={"demo_id": "none"}, countdown=60)
    demo.apply_async(kwargs={"demo_id": "none"}, countdown=3600, queue="default")
    assert (broker.llen("heavy"), broker.llen("default")) == (1, 1)
