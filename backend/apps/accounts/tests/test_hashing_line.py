from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from apps.accounts import hashing_line
from apps.accounts.hashing_line import PLACES
from apps.accounts.limits import SIGN_IN_PAIR
from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD


def sign_in(email: str) -> Any:
    credentials = {"email": email, "password": PASSWORD}
    try:
        return Client().post("/api/session/", credentials, "application/json")
    finally:
        connection.close()


@pytest.fixture
def full_line() -> Iterator[None]:
    for _ in range(PLACES):
        hashing_line.places.acquire()
    yield
    for _ in range(PLACES):
        hashing_line.places.release()


@pytest.mark.django_db(transaction=True)
def test_who_finds_a_place_waits_for_their_turn(alice: User) -> None:
    with ThreadPoolExecutor(PLACES) as people:
        answers = list(people.map(sign_in, [alice.email] * PLACES))
    assert [answer.status_code for answer in answers] == [200] * PLACES


@pytest.mark.django_db(transaction=True)
def test_a_wrong_password_gives_its_place_back(alice: User) -> None:
    for _ in range(PLACES + 1):
        assert sign_in("nobody@example.com").status_code == 401
    assert sign_in(alice.email).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_who_finds_none_is_told_when_to_come_back_and_loses_no_try(
    alice: User, full_line: None
) -> None:
    for _ in range(SIGN_IN_PAIR.amount + 1):
        refused = sign_in(alice.email)
        assert (refused.status_code, refused.json()["code"]) == (503, "sign_ins_busy")
        assert refused["Retry-After"] == "1"
    assert not alice.security_events.exists()
