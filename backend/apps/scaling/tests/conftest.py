from collections.abc import Iterator

import pytest

from celery_scale_to_zero.broker.client import Broker
from celery_scale_to_zero.broker.client import broker as the_broker
from celery_scale_to_zero.dependencies import waker


@pytest.fixture
def broker() -> Iterator[Broker]:
    """Return the broker of the settings, empty before and after, with no wake under way."""
    waker.wait()
    client = the_broker()
    client.flushdb()
    yield client
    waker.wait()
    client.flushdb()
