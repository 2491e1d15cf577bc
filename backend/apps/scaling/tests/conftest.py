from collections.abc import Iterator

import pytest

from apps.scaling.broker import Broker
from apps.scaling.broker import broker as the_broker
from apps.scaling.dependencies import waker


@pytest.fixture
def broker() -> Iterator[Broker]:
    """Return the broker of the settings, empty before and after, with no wake under way."""
    waker.wait()
    client = the_broker()
    client.flushdb()
    yield client
    waker.wait()
    client.flushdb()
