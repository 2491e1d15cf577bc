import os
from collections.abc import Iterator

import pytest
import structlog
from celery import Celery

from celery_scale_to_zero.broker.client import Broker, connect
from celery_scale_to_zero.dependencies import waker

# They need boto3 and an emulator of AWS.
collect_ignore_glob = [] if "AWS_ENDPOINT_URL" in os.environ else ["test_ecs_*"]

# Events reach pytest's `caplog`, as in a project that has configured its logs.
if not structlog.is_configured():
    structlog.configure(logger_factory=structlog.stdlib.LoggerFactory())


@pytest.fixture
def broker_url() -> str:
    """URL of a Redis or Valkey that the tests may empty."""
    return os.environ["REDIS_URL"]


@pytest.fixture
def broker(broker_url: str) -> Iterator[Broker]:
    """Return the broker, empty before and after, with no wake under way."""
    waker.wait()
    client = connect(broker_url)
    client.flushdb()
    yield client
    waker.wait()
    client.flushdb()
    client.close()


@pytest.fixture
def app(broker_url: str) -> Iterator[Celery]:
    """Return a publisher with Celery's own settings."""
    made = Celery("publisher", broker=broker_url, set_as_current=False)
    yield made
    made.close()
