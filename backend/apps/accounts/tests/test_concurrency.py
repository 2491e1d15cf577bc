"""Single-use tokens and codes work once under concurrency."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyotp
import pytest
from django.db import connection
from django.test import Client

from apps.accounts.credentials.passwords import encode_uid, reset_tokens
from apps.accounts.credentials.two_factor import (
    WrongCodeError,
    create_challenge,
    renew_recovery_codes,
    verify_code,
)
from apps.accounts.models import Session, Totp, User
from apps.accounts.registration.sign_up import create_link_token, create_pending_sign_up
from apps.accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def at_once(do: Callable[[int], Any]) -> list[Any]:
    """`do` gets the number of the attempt."""

    def attempt(number: int) -> Any:
        try:
            return do(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(attempt, range(AT_ONCE)))


def test_concurrent_password_resets(alice: User) -> None:
    body = {
        "uid": encode_uid(alice),
        "token": reset_tokens.make_token(alice),
        "password": "a-password-of-tomorrow",
    }

    responses = at_once(
        lambda _: Client().post("/api/password-resets/confirm/", body, "application/json")
    )

    assert sorted(response.status_code for response in responses) == [204] + [400] * (AT_ONCE - 1)


def is_right(user: User, code: str) -> bool:
    try:
        verify_code(user=user, code=code)
    except WrongCodeError:
        return False
    return True


def test_concurrent_totp_codes(alice: User) -> None:
    secret = pyotp.random_base32()
    Totp.objects.create(user=alice, secret=secret, confirmed_at=alice.date_joined)
    code = pyotp.TOTP(secret).now()
    assert sum(at_once(lambda _: is_right(alice, code))) == 1


def test_concurrent_recovery_codes(alice: User) -> None:
    code = renew_recovery_codes(user=alice)[0]
    assert sum(at_once(lambda _: is_right(alice, code))) == 1


def test_concurrent_challenges(alice: User) -> None:
    codes = renew_recovery_codes(user=alice)
    challenge = create_challenge(user=alice, client=Session.Client.BROWSER)

    responses = at_once(
        lambda number: Client().post(
            "/api/session/second-factor/",
            {"challenge": challenge, "code": codes[number]},
            "application/json",
        )
    )

    assert sorted(response.status_code for response in responses) == [200] + [401] * (AT_ONCE - 1)


def test_concurrent_sign_ups_with_same_handle() -> None:
    tokens = [
        create_link_token(
            create_pending_sign_up(email=f"{n}@example.com", handle="carol", password=PASSWORD)
        )
        for n in range(AT_ONCE)
    ]

    responses = at_once(
        lambda number: Client().post(
            "/api/users/confirm/", {"token": tokens[number]}, "application/json"
        )
    )

    assert sorted(response.status_code for response in responses) == [201] + [400] * (AT_ONCE - 1)
    rejected = [
        response.json()["errors"][0] for response in responses if response.status_code == 400
    ]
    assert {error["field"] for error in rejected} == {"handle"}
