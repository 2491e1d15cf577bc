from collections.abc import Iterator

import pytest
import redis.exceptions
from django.test import Client
from limits import parse
from pytest_django.fixtures import Settings
from rest_framework.exceptions import Throttled

from apps.core import rates
from apps.core.rates import check, give_back, is_allowed, seconds_until_next, spend

TWICE = parse("2/minute")


def test_what_is_allowed_twice_is_refused_the_third_time_with_the_wait() -> None:
    spend(TWICE, "knock", "alice")
    spend(TWICE, "knock", "alice")

    with pytest.raises(Throttled) as refused:
        spend(TWICE, "knock", "alice")

    assert 0 < refused.value.wait <= 60  # type: ignore[attr-defined] # the stubs miss it
    assert seconds_until_next(TWICE, "knock", "alice") in range(1, 61)


def test_everybody_and_everything_is_counted_apart() -> None:
    for _ in range(2):
        spend(TWICE, "knock", "alice")
    spend(TWICE, "knock", "bob")
    spend(TWICE, "ring", "alice")
    spend(parse("2/hour"), "knock", "alice")


def test_to_check_takes_no_try() -> None:
    for _ in range(5):
        check(TWICE, "knock", "alice")
    for _ in range(2):
        spend(TWICE, "knock", "alice")
    with pytest.raises(Throttled):
        check(TWICE, "knock", "alice")


def test_tries_that_are_given_back_can_be_taken_again() -> None:
    for _ in range(2):
        spend(TWICE, "knock", "alice")
    give_back(TWICE, "knock", "alice")
    assert seconds_until_next(TWICE, "knock", "alice") == 0
    spend(TWICE, "knock", "alice")


def test_whether_a_try_is_left_can_be_asked_while_it_is_taken() -> None:
    assert [is_allowed(TWICE, "knock", "alice") for _ in range(3)] == [True, True, False]


@pytest.fixture
def dead_store(settings: Settings) -> None:
    settings.REDIS_URL_WITH_TIMEOUTS = "redis://127.0.0.1:9/0?socket_connect_timeout=1"
    rates._limiter.cache_clear()


@pytest.fixture(autouse=True)
def _own_limiter() -> Iterator[None]:
    yield
    rates._limiter.cache_clear()


@pytest.mark.usefixtures("dead_store")
def test_a_store_that_is_away_is_503(client: Client) -> None:
    with pytest.raises(redis.exceptions.ConnectionError):
        spend(TWICE, "knock", "alice")

    body = {"email": "alice@example.com", "password": "whatever-it-is"}
    answer = client.post("/api/session/", body, "application/json")

    assert (answer.status_code, answer.json()["code"]) == (503, "store_unavailable")
