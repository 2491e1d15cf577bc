"""An account that the GraphQL door opened: it works, and keeps nobody from their own address."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from apps.accounts.models import Session, User
from apps.accounts.sessions import end_sessions
from apps.accounts.sign_up import ask_for_account, confirm_sign_up, link_token
from apps.accounts.social.arrivals import Arrival, receive
from apps.accounts.social.providers import Identity
from apps.accounts.tests.factories import PASSWORD, add_totp, make_user
from apps.accounts.tests.mailed import token_in

pytestmark = pytest.mark.django_db
CREATE = """mutation ($username: String!, $email: String!, $password: String!) {
    createUser(username: $username, email: $email, password: $password) { user { id email } }
}"""
SIGN_IN = """mutation ($username: String!, $password: String!) {
    tokenAuth(username: $username, password: $password) { token refreshExpiresIn payload }
}"""
ADA = {"username": "ada", "email": "Ada@Example.com", "password": PASSWORD}


def ask(client: Client, query: str, token: str = "", **variables: Any) -> Any:
    headers = {"Authorization": f"JWT {token}"} if token else {}
    body = {"query": query, "variables": variables}
    return client.post("/graphql/", body, "application/json", headers=headers).json()


def refusal(answer: Any) -> tuple[str, str]:
    error = answer["errors"][0]
    return error["extensions"]["code"], error["message"]


def identity(**fields: Any) -> Identity:
    told = {"provider": "github", "uid": "7", "email": "ada@example.com", "name": "Ada"}
    return Identity(**{**told, "is_verified": True, **fields})


def test_it_signs_in_by_handle_and_by_address(client: Client) -> None:
    made = ask(client, CREATE, **ADA)["data"]["createUser"]["user"]
    assert made["email"] == "ada@example.com"
    for username in ("ada", "ADA", "ada@example.com"):
        answer = ask(client, SIGN_IN, username=username, password=PASSWORD)
        token = answer["data"]["tokenAuth"]["token"]
        me = ask(client, "{ me { id email } }", token)
        assert me["data"]["me"] == {"id": made["id"], "email": "ada@example.com"}


def test_the_mail_confirms_it(
    client: Client, mailing: Callable[[], AbstractContextManager[None]]
) -> None:
    with mailing():
        ask(client, CREATE, **ADA)
    assert mail.outbox[0].to == ["ada@example.com"]
    assert not User.objects.get().email_confirmed

    answer = client.post(
        "/api/users/confirm-email/", {"token": token_in(mail.outbox[0])}, "application/json"
    )
    assert answer.status_code == 200, answer.content
    assert User.objects.get().email_confirmed


def test_the_owner_of_the_address_signs_up_all_the_same(client: Client) -> None:
    ask(client, CREATE, **ADA)
    pending = ask_for_account(email="ada@example.com", handle="lovelace", password="another-word")
    owner, _ = confirm_sign_up(token=link_token(pending))

    assert owner.email == "ada@example.com"
    squatter = User.objects.get(handle="ada")
    assert squatter.email == f"{squatter.pk}@unconfirmed.invalid"
    assert "token" in ask(client, SIGN_IN, username="ada", password=PASSWORD)["data"]["tokenAuth"]


def test_who_arrives_from_a_provider_does_not_get_into_a_strangers_account(client: Client) -> None:
    ask(client, CREATE, **ADA)
    arrival = receive(identity())
    assert isinstance(arrival, Arrival)
    assert arrival.is_new
    assert arrival.user.email == "ada@example.com"
    assert arrival.user.handle != "ada"


def test_its_password_is_not_reset_by_mail(
    client: Client, mailing: Callable[[], AbstractContextManager[None]]
) -> None:
    with mailing():
        ask(client, CREATE, **ADA)
    mail.outbox.clear()
    with mailing():
        client.post("/api/password-resets/", {"email": "ada@example.com"}, "application/json")
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"email": "alice@example.com"}, "email"),
        ({"email": "nothing"}, "email"),
        ({"username": "Alice"}, "handle"),
        ({"username": "a b"}, "handle"),
        ({"password": "12345678"}, "password"),
        ({"password": "ada"}, "password"),
    ],
)
def test_what_is_taken_or_weak_is_named_without_a_word_of_the_database(
    client: Client, alice: User, changed: dict[str, str], field: str
) -> None:
    answer = ask(client, CREATE, **{**ADA, **changed})
    extensions = answer["errors"][0]["extensions"]
    assert extensions["code"] == "BAD_USER_INPUT"
    assert {error["field"] for error in extensions["errors"]} == {field}
    assert "constraint" not in str(answer).lower()
    assert User.objects.count() == 1


def test_a_wrong_password_and_nobody_read_alike(client: Client, alice: User) -> None:
    expected = ("INVALID_CREDENTIALS", "Please enter valid credentials")
    for username in ("alice", "alice@example.com", "nobody", "", "x" * 1000):
        assert refusal(ask(client, SIGN_IN, username=username, password="wrong")) == expected
    assert alice.security_events.filter(kind="sign_in_failed").count() == 2


def test_guessing_has_an_end(client: Client, alice: User) -> None:
    for _ in range(5):
        ask(client, SIGN_IN, username="alice", password="wrong")
    answer = ask(client, SIGN_IN, username="alice", password=PASSWORD)
    assert refusal(answer)[0] == "THROTTLED"
    assert 0 < answer["errors"][0]["extensions"]["retryAfter"] <= 300


def test_a_second_factor_is_not_gone_around(client: Client, alice: User) -> None:
    add_totp(alice)
    answer = ask(client, SIGN_IN, username="alice", password=PASSWORD)
    assert refusal(answer)[0] == "SECOND_FACTOR_REQUIRED"


def test_a_token_is_verified_and_followed_by_the_next_of_its_session(
    client: Client, alice: User
) -> None:
    before = timezone.now() - timedelta(seconds=90)
    with patch("rest_framework_simplejwt.tokens.aware_utcnow", return_value=before):
        first = ask(client, SIGN_IN, username="alice", password=PASSWORD)["data"]["tokenAuth"]
    verify = "mutation ($text: String) { verifyToken(token: $text) { payload } }"
    refresh = "mutation ($text: String) { refreshToken(token: $text) { token payload } }"
    verified = ask(client, verify, text=first["token"])["data"]["verifyToken"]
    assert verified == {"payload": first["payload"]}

    second = ask(client, refresh, text=first["token"])["data"]["refreshToken"]
    assert second["payload"]["origIat"] == first["payload"]["origIat"]
    assert second["payload"]["exp"] > first["payload"]["exp"]
    assert ask(client, "{ me { username } }", second["token"])["data"]["me"]

    end_sessions(user=alice, end=Session.End.ENDED_ELSEWHERE)
    expected = ("BAD_TOKEN", "Error decoding signature")
    for query in (verify, refresh):
        assert refusal(ask(client, query, text=first["token"])) == expected
        assert refusal(ask(client, query, text="abc")) == expected
        assert refusal(ask(client, query)) == expected


def test_users_are_shown_without_the_address_of_others(client: Client, alice: User) -> None:
    bob = make_user(handle="bob")
    token = ask(client, SIGN_IN, username="bob", password=PASSWORD)["data"]["tokenAuth"]["token"]
    listed = ask(client, "{ users { username email } }", token)["data"]["users"]
    assert listed == [
        {"username": "bob", "email": bob.email},
        {"username": "alice", "email": ""},
    ]
    assert "Cannot query field 'password'" in refusal(ask(client, "{ users { password } }"))[1]
