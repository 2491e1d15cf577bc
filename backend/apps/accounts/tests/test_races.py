"""What works once works once for two who try at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyotp
import pytest
from django.db import connection
from django.test import Client

from apps.accounts.models import Session, Totp, User
from apps.accounts.passwords import reset_tokens, reset_uid
from apps.accounts.second_factor import (
    WrongCodeError,
    challenge,
    check_code,
    renew_recovery_codes,
)
from apps.accounts.sign_up import ask_for_account, link_token
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


def test_a_link_to_another_password(alice: User) -> None:
    body = {
        "uid": reset_uid(alice),
        "token": reset_tokens.make_token(alice),
        "password": "a-password-of-tomorrow",
    }

    answers = at_once(
        lambda _: Client().post("/api/password-resets/confirm/", body, "application/json")
    )

    assert sorted(answer.status_code for answer in answers) == [204] + [400] * (AT_ONCE - 1)


def is_right(user: User, code: str) -> bool:
    try:
        check_code(user=user, code=code)
    except WrongCodeError:
        return False
    return True


def test_a_code_of_the_authenticator(alice: User) -> None:
    secret = pyotp.random_base32()
    Totp.objects.create(user=alice, secret=secret, confirmed_at=alice.date_joined)
    code = pyotp.TOTP(secret).now()
    assert sum(at_once(lambda _: is_right(alice, code))) == 1


def test_a_recovery_code(alice: User) -> None:
    code = renew_recovery_codes(user=alice)[0]
    assert sum(at_once(lambda _: is_right(alice, code))) == 1


def test_a_challenge(alice: User) -> None:
    codes = renew_recovery_codes(user=alice)
    asked = challenge(user=alice, client=Session.Client.BROWSER)

    answers = at_once(
        lambda number: Client().post(
            "/api/session/second-factor/",
            {"challenge": asked, "code": codes[number]},
            "application/json",
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200] + [401] * (AT_ONCE - 1)


def test_a_handle() -> None:
    tokens = [
        link_token(ask_for_account(email=f"{n}@example.com", handle="carol", password=PASSWORD))
        for n in range(AT_ONCE)
    ]

    answers = at_once(
        lambda number: Client().post(
            "/api/users/confirm/", {"token": tokens[number]}, "application/json"
        )
    )

    assert sorted(answer.status_code for answer in answers) == [201] + [400] * (AT_ONCE - 1)
    refused = [answer.json()["errors"][0] for answer in answers if answer.status_code == 400]
    assert {error["field"] for error in refused} == {"handle"}
