from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import SecurityEvent, User
from apps.accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
HOME, ELSEWHERE = "203.0.113.1", "198.51.100.7"


def sign_in(
    client: Client, password: str = PASSWORD, *, email: str = "alice@example.com", place: str = HOME
) -> Any:
    body = {"email": email, "password": password}
    headers = {"X-Forwarded-For": place}
    return client.post("/api/session/", body, "application/json", headers=headers)


def guess_from_everywhere(times: int = 50) -> None:
    """At Alice's password, by somebody who has many addresses."""
    for number in range(times):
        assert sign_in(Client(), f"guess {number}", place=f"198.51.100.{number}").status_code == 401


def test_who_remembers_the_password_in_the_end_is_let_in_and_counted_anew(
    client: Client, alice: User
) -> None:
    for _ in range(2):
        for _ in range(4):
            assert sign_in(client, "wrong").status_code == 401
        assert sign_in(client).status_code == 200


def test_the_sixth_wrong_password_from_one_place_has_to_wait(client: Client, alice: User) -> None:
    for _ in range(5):
        assert sign_in(client, "wrong").status_code == 401

    answer = sign_in(client)

    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert 0 < int(answer["Retry-After"]) <= 300
    assert sign_in(Client(), place=ELSEWHERE).status_code == 200


@pytest.mark.parametrize("path", ["/api/session/", "/api/token/"])
def test_both_doors_and_every_spelling_count_together(
    client: Client, alice: User, path: str
) -> None:
    for email in ("alice@example.com", "ALICE@example.com", " Alice@Example.com ") * 2:
        answer = sign_in(client, "wrong", email=email)
    assert answer.status_code == 429
    body = {"email": "alice@example.com", "password": PASSWORD}
    headers = {"X-Forwarded-For": HOME}
    assert client.post(path, body, "application/json", headers=headers).status_code == 429


def test_who_guesses_at_many_accounts_from_one_place_has_to_wait(
    client: Client, alice: User
) -> None:
    for number in range(60):
        assert sign_in(client, "wrong", email=f"user{number}@example.com").status_code == 401
    assert sign_in(client).status_code == 429


def test_who_guesses_from_everywhere_is_stopped(client: Client, alice: User) -> None:
    guess_from_everywhere()
    answer = sign_in(Client(), "guess", place="192.0.2.1")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) <= 3600


def test_guesses_from_elsewhere_do_not_lock_the_owner_out(client: Client, alice: User) -> None:
    sign_in(client)
    client.delete("/api/session/")

    guess_from_everywhere(49)  # and the one of before, when the device was new

    assert sign_in(Client()).status_code == 429
    assert sign_in(client).status_code == 200


def test_a_device_is_known_for_its_owner_alone(client: Client, alice: User, bob: User) -> None:
    sign_in(client, email="bob@example.com")
    guess_from_everywhere()
    assert sign_in(client).status_code == 429


@pytest.mark.parametrize("cookie", ["forged", "", "a:b:c"])
def test_a_forged_device_cookie_is_no_known_device(
    client: Client, alice: User, cookie: str
) -> None:
    guess_from_everywhere()
    client.cookies["device"] = cookie
    assert sign_in(client).status_code == 429


def test_the_log_names_every_failure_and_a_block_once_an_hour(client: Client, alice: User) -> None:
    for _ in range(9):
        sign_in(client, "wrong")

    kinds = list(SecurityEvent.objects.filter(user=alice).values_list("kind", flat=True))

    assert kinds.count("sign_in_failed") == 5
    assert kinds.count("sign_in_blocked") == 1


def test_to_confirm_from_within_a_session_is_counted_with_it(client: Client, alice: User) -> None:
    headers = {"Authorization": f"Bearer {sign_in(client).json()['access']}"}
    path = "/api/users/me/confirmation/"

    def confirm(password: str) -> int:
        body = {"password": password}
        told = headers | {"X-Forwarded-For": HOME}
        return client.post(path, body, "application/json", headers=told).status_code

    assert [confirm("wrong") for _ in range(4)] == [400] * 4
    assert confirm(PASSWORD) == 204
    assert [confirm("wrong") for _ in range(6)] == [400] * 5 + [429]
    assert confirm(PASSWORD) == 429


def test_a_stranger_who_is_blocked_leaves_no_entry(client: Client) -> None:
    for _ in range(9):
        sign_in(client, "wrong", email="nobody@example.com")
    assert not SecurityEvent.objects.filter(kind="sign_in_blocked").exists()
