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
from apps.scaling.demand import PUBLISHED_AT, demand
from apps.scaling.fleets.local import LocalFleet
from apps.scaling.publishing import FarOffError, Waker
from apps.scaling.tasks import demo
from apps.scaling.wiring import waker

QUEUE = ScaledQueue(name="heavy", minimum=0, maximum=2, concurrency=1, dollars_an_hour=0.1)


def test_a_published_task_is_dated_and_wakes_its_queue(broker: Broker) -> None:
    began = time.time()
    demo.delay(demo_id="none")
    waker.wait()

    assert LocalFleet(broker).desired("heavy") == 1
    message: Any = broker.lindex("heavy", 0)
    assert began <= json.loads(message)["headers"][PUBLISHED_AT] <= time.time()
    assert demand(broker=broker, queues=["heavy"])[0].oldest_seconds > 0


def test_a_queue_that_is_always_on_is_not_woken(broker: Broker) -> None:
    current_app.send_task("unknown", queue="default")
    waker.wait()
    assert LocalFleet(broker).desired("default") == 0


def test_publishing_does_not_wait_for_whoever_is_woken() -> None:
    may_end = threading.Event()
    woken = []

    def wake(queue: ScaledQueue) -> None:
        may_end.wait()
        woken.append(queue.name)

    own = Waker(wake)
    for _ in range(1000):
        own.ask(QUEUE)  # returns although nobody has been woken yet
    assert woken == []
    may_end.set()
    own.wait()
    assert 1 <= len(woken) <= 2


def test_a_wake_that_fails_is_logged_and_the_next_is_tried(
    caplog: pytest.LogCaptureFixture,
) -> None:
    woken = []

    def wake(queue: ScaledQueue) -> None:
        woken.append(queue.name)
        raise OSError("out of reach")

    own = Waker(wake)
    own.ask(QUEUE)
    own.wait()
    own.ask(QUEUE)
    own.wait()
    assert woken == ["heavy", "heavy"]
    assert "wake_failed" in caplog.text


def test_a_forked_process_wakes_as_well() -> None:
    read, write = os.pipe()

    def wake(queue: ScaledQueue) -> None:
        os.write(write, b"woken")

    own = Waker(wake)
    own.ask(QUEUE)
    own.wait()
    os.read(read, 5)
    if (child := os.fork()) == 0:
        own.ask(QUEUE)
        own.wait()
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 5) == b"woken"


@pytest.mark.parametrize(
    "options",
    [{"countdown": 3600}, {"eta": datetime.now(UTC) + timedelta(hours=2)}],
    ids=["countdown", "eta"],
)
def test_a_time_far_off_is_refused_where_it_would_keep_a_worker(
    broker: Broker, options: dict[str, Any]
) -> None:
    with pytest.raises(FarOffError, match=r"demo is due in .* heavy .* beat"):
        demo.apply_async(kwargs={"demo_id": "none"}, **options)
    assert broker.llen("heavy") == 0


def test_a_retry_is_never_refused_for_the_task_would_be_lost(broker: Broker) -> None:
    demo.apply_async(kwargs={"demo_id": "none"}, countdown=3600, retries=1)  # type: ignore[call-arg] # as Task.retry does
    assert broker.llen("heavy") == 1


def test_a_retry_in_a_minute_and_any_time_on_a_queue_that_is_always_on_are_fine(
    broker: Broker,
) -> None:
    demo.apply_async(kwargs={"demo_id": "none"}, countdown=60)
    demo.apply_async(kwargs={"demo_id": "none"}, countdown=3600, queue="default")
    assert (broker.llen("heavy"), broker.llen("default")) == (1, 1)
