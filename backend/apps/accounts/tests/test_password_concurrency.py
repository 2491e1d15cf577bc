from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from apps.accounts.credentials import password_concurrency
from apps.accounts.credentials.password_concurrency import MAX_CONCURRENT_HASHES
from apps.accounts.models import User
from apps.accounts.rate_limits import LOGIN_GUESSES
from apps.accounts.tests.factories import PASSWORD


def sign_in(email: str) -> Any:
    credentials = {"email": email, "password": PASSWORD}
    try:
        return Client().post("/api/session/", credentials, "application/json")
    finally:
        connection.close()


@pytest.fixture
def full_line() -> Iterator[None]:
    for _ in range(MAX_CONCURRENT_HASHES):
        password_concurrency.slots.acquire()
    yield
    for _ in range(MAX_CONCURRENT_HASHES):
        password_concurrency.slots.release()


@pytest.mark.django_db(transaction=True)
def test_login_waits_for_free_slot(alice: User) -> None:
    with ThreadPoolExecutor(MAX_CONCURRENT_HASHES) as people:
        responses = list(people.map(sign_in, [alice.email] * MAX_CONCURRENT_HASHES))
    assert [response.status_code for response in responses] == [200] * MAX_CONCURRENT_HASHES


@pytest.mark.django_db(transaction=True)
def test_wrong_password_releases_slot(alice: User) -> None:
    for _ in range(MAX_CONCURRENT_HASHES + 1):
        assert sign_in("nobody@example.com").status_code == 401
    assert sign_in(alice.email).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_login_without_slot_gets_503_and_no_penalty(alice: User, full_line: None) -> None:
    for _ in range(LOGIN_GUESSES.amount + 1):
        rejected = sign_in(alice.email)
        assert (rejected.status_code, rejected.json()["code"]) == (503, "sign_ins_busy")
        assert rejected["Retry-After"] == "1"
    assert not alice.security_events.exists()
