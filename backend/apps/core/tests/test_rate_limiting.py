from collections.abc import Iterator

import pytest
import redis.exceptions
from django.test import Client
from limits import parse
from pytest_django.fixtures import Settings
from rest_framework.exceptions import Throttled

from apps.core import rate_limiting
from apps.core.rate_limiting import (
    consume,
    is_allowed,
    require_available,
    reset,
    seconds_until_next,
)

TWICE = parse("2/minute")


def test_consume_raises_throttled_beyond_limit() -> None:
    consume(TWICE, "upload", "alice")
    consume(TWICE, "upload", "alice")

    with pytest.raises(Throttled) as error:
        consume(TWICE, "upload", "alice")

    assert 0 < error.value.wait <= 60  # type: ignore[attr-defined] # the stubs miss it
    assert seconds_until_next(TWICE, "upload", "alice") in range(1, 61)


def test_consume_counts_each_key_separately() -> None:
    for _ in range(2):
        consume(TWICE, "upload", "alice")
    consume(TWICE, "upload", "bob")
    consume(TWICE, "ring", "alice")
    consume(parse("2/hour"), "upload", "alice")


def test_require_available_counts_nothing() -> None:
    for _ in range(5):
        require_available(TWICE, "upload", "alice")
    for _ in range(2):
        consume(TWICE, "upload", "alice")
    with pytest.raises(Throttled):
        require_available(TWICE, "upload", "alice")


def test_reset_allows_attempts_again() -> None:
    for _ in range(2):
        consume(TWICE, "upload", "alice")
    reset(TWICE, "upload", "alice")
    assert seconds_until_next(TWICE, "upload", "alice") == 0
    consume(TWICE, "upload", "alice")


def test_is_allowed_counts_attempt() -> None:
    assert [is_allowed(TWICE, "upload", "alice") for _ in range(3)] == [True, True, False]


@pytest.fixture
def dead_store(settings: Settings) -> None:
    settings.CACHE_URL_WITH_TIMEOUTS = "redis://127.0.0.1:9/0?socket_connect_timeout=1"
    rate_limiting._limiter.cache_clear()


@pytest.fixture(autouse=True)
def _own_limiter() -> Iterator[None]:
    yield
    rate_limiting._limiter.cache_clear()


@pytest.mark.usefixtures("dead_store")
def test_unreachable_redis_is_503(client: Client) -> None:
    with pytest.raises(redis.exceptions.ConnectionError):
        consume(TWICE, "upload", "alice")

    body = {"email": "alice@example.com", "password": "whatever-it-is"}
    response = client.post("/api/session/", body, "application/json")

    assert (response.status_code, response.json()["code"]) == (503, "store_unavailable")
