from hashlib import sha256
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from apps.accounts.models import SecurityEvent, User
from apps.accounts.rate_limits import PASSKEY_CEREMONIES
from apps.accounts.tests.factories import PASSWORD
from apps.core.rate_limiting import consume

pytestmark = pytest.mark.django_db
HOME, ELSEWHERE = "203.0.113.1", "198.51.100.7"


def sign_in(
    client: Client, password: str = PASSWORD, *, email: str = "alice@example.com", place: str = HOME
) -> Any:
    body = {"email": email, "password": password}
    headers = {"X-Forwarded-For": place}
    return client.post("/api/session/", body, "application/json", headers=headers)


def guess_from_everywhere(times: int = 50) -> None:
    """Guess Alice's password from many IP addresses."""
    for number in range(times):
        assert sign_in(Client(), f"guess {number}", place=f"198.51.100.{number}").status_code == 401


def test_successful_login_resets_limit(client: Client, alice: User) -> None:
    for _ in range(2):
        for _ in range(4):
            assert sign_in(client, "wrong").status_code == 401
        assert sign_in(client).status_code == 200


def test_sixth_wrong_password_is_throttled(client: Client, alice: User) -> None:
    for _ in range(5):
        assert sign_in(client, "wrong").status_code == 401

    response = sign_in(client)

    assert (response.status_code, response.json()["code"]) == (429, "throttled")
    assert 0 < int(response["Retry-After"]) <= 300
    assert sign_in(Client(), place=ELSEWHERE).status_code == 200


@pytest.mark.parametrize("path", ["/api/session/", "/api/token/"])
def test_endpoints_and_spellings_share_limit(client: Client, alice: User, path: str) -> None:
    for email in ("alice@example.com", "ALICE@example.com", " Alice@Example.com ") * 2:
        response = sign_in(client, "wrong", email=email)
    assert response.status_code == 429
    body = {"email": "alice@example.com", "password": PASSWORD}
    headers = {"X-Forwarded-For": HOME}
    assert client.post(path, body, "application/json", headers=headers).status_code == 429


def test_guesses_per_network_are_limited(client: Client, alice: User) -> None:
    for number in range(60):
        assert sign_in(client, "wrong", email=f"user{number}@example.com").status_code == 401
    assert sign_in(client).status_code == 429


def test_guesses_per_email_are_limited(client: Client, alice: User) -> None:
    guess_from_everywhere()
    response = sign_in(Client(), "guess", place="192.0.2.1")
    assert response.status_code == 429
    assert int(response["Retry-After"]) <= 3600


def test_known_device_is_not_locked_out(client: Client, alice: User) -> None:
    sign_in(client)
    client.delete("/api/session/")

    guess_from_everywhere(49)  # and the one of before, when the device was new

    assert sign_in(Client()).status_code == 429
    assert sign_in(client).status_code == 200


def test_device_is_known_for_its_owner_only(client: Client, alice: User, bob: User) -> None:
    sign_in(client, email="bob@example.com")
    guess_from_everywhere()
    assert sign_in(client).status_code == 429


@pytest.mark.parametrize("cookie", ["forged", "", "a:b:c"])
def test_forged_device_cookie_is_ignored(client: Client, alice: User, cookie: str) -> None:
    guess_from_everywhere()
    client.cookies["device"] = cookie
    assert sign_in(client).status_code == 429


def test_failures_and_hourly_block_are_recorded(client: Client, alice: User) -> None:
    for _ in range(9):
        sign_in(client, "wrong")

    kinds = list(SecurityEvent.objects.filter(user=alice).values_list("kind", flat=True))

    assert kinds.count("sign_in_failed") == 5
    assert kinds.count("sign_in_blocked") == 1


def test_reauthentication_is_limited_per_session(client: Client, alice: User) -> None:
    headers = {"Authorization": f"Bearer {sign_in(client).json()['access']}"}
    path = "/api/users/me/confirmation/"

    def confirm(password: str) -> int:
        body = {"password": password}
        sent = headers | {"X-Forwarded-For": HOME}
        return client.post(path, body, "application/json", headers=sent).status_code

    assert [confirm("wrong") for _ in range(4)] == [400] * 4
    assert confirm(PASSWORD) == 204
    assert [confirm("wrong") for _ in range(6)] == [400] * 5 + [429]
    assert confirm(PASSWORD) == 429


def test_blocked_unknown_email_records_no_event(client: Client) -> None:
    for _ in range(9):
        sign_in(client, "wrong", email="nobody@example.com")
    assert not SecurityEvent.objects.filter(kind="sign_in_blocked").exists()


def test_ipv6_network_is_one_client(client: Client, alice: User) -> None:
    for number in range(5):
        assert sign_in(client, "wrong", place=f"2001:db8:1:2::{number}").status_code == 401
    assert sign_in(client, place="2001:db8:1:2:ffff::1").status_code == 429
    assert sign_in(client, place="2001:db8:1:3::1").status_code == 200


def test_known_device_is_independent_of_network(client: Client, alice: User) -> None:
    sign_in(client)
    for _ in range(6):
        sign_in(Client(), "wrong")
    for number in range(60):
        sign_in(Client(), "wrong", email=f"user{number}@example.com")
    assert sign_in(Client(), email="bob@example.com").status_code == 429
    assert sign_in(client).status_code == 200


def test_known_device_has_five_guesses(client: Client, alice: User) -> None:
    sign_in(client)
    for _ in range(5):
        assert client.post("/api/session/refresh/").status_code == 200
        assert sign_in(client, "wrong").status_code == 401
    client.post("/api/session/refresh/")
    assert sign_in(client).status_code == 429
    # Other users at this IP address do not wait.
    assert sign_in(Client()).status_code == 200


def test_device_cookie_of_previous_release_is_accepted(client: Client, alice: User) -> None:
    mark = sha256(alice.email.encode()).hexdigest()
    client.cookies["device"] = signing.dumps(mark, salt="device")
    guess_from_everywhere()
    assert sign_in(Client()).status_code == 429
    assert sign_in(client).status_code == 200


def test_known_device_has_own_passkey_limit(client: Client, alice: User) -> None:
    sign_in(client)
    for _ in range(PASSKEY_CEREMONIES.amount):
        consume(PASSKEY_CEREMONIES, "passkey", HOME)
    path, headers = "/api/session/passkey/options/", {"X-Forwarded-For": HOME}
    assert Client().post(path, headers=headers).status_code == 429
    assert client.post(path, headers=headers).status_code == 200


def test_reauthentication_is_independent_of_network(client: Client, alice: User) -> None:
    headers = {
        "Authorization": f"Bearer {sign_in(client).json()['access']}",
        "X-Forwarded-For": HOME,
    }
    for _ in range(6):
        sign_in(Client(), "wrong")
    body = {"password": PASSWORD}
    path = "/api/users/me/confirmation/"
    assert client.post(path, body, "application/json", headers=headers).status_code == 204


@pytest.mark.parametrize("field", ["tokenAuth", "createUser"])
def test_document_counts_as_one_attempt(client: Client, alice: User, field: str) -> None:
    more = f', email: "{field}@example.com"' if field == "createUser" else ""
    tries = " ".join(
        f'a{number}: {field}(username: "alice", password: "guess-{number}"{more}) {{ __typename }}'
        for number in range(20)
    )
    body = {
        "query": f"mutation {{ {tries} ...more }} fragment more on Mutation {{ b: {tries[4:]} }}"
    }
    errors = client.post("/graphql/", body, "application/json").json()["errors"]
    messages = [error["message"] for error in errors]
    assert len(messages) > 20
    assert messages.count("Use this field only once in a document.") == len(messages) - 1
    assert alice.security_events.count() <= 1
