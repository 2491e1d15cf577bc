import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from celery import current_app

from apps.scaling.tasks import demo
from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.demand import PUBLISHED_AT, count_demand
from celery_scale_to_zero.control.publishing import CountdownTooLongError
from celery_scale_to_zero.dependencies import waker
from celery_scale_to_zero.fleets.local import LocalFleet


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
