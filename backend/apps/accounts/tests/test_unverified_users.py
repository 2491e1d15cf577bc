"""Accounts of `createUser`: they work before confirmation, and do not block the email's owner."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from social_django.models import UserSocialAuth

from apps.accounts.models import Passkey, RecoveryCode, Session, Totp, User
from apps.accounts.privacy.account_deletion import request_deletion
from apps.accounts.registration.email_change import create_link_token as link_token_to
from apps.accounts.registration.sign_up import (
    confirm_sign_up,
    create_link_token,
    create_pending_sign_up,
)
from apps.accounts.sessions.sessions import end_sessions
from apps.accounts.social.connections import link
from apps.accounts.social.login import SocialLoginResult, login_or_create
from apps.accounts.social.providers import Identity
from apps.accounts.tests.factories import PASSWORD, add_totp, make_session, make_user
from apps.accounts.tests.mail_links import token_in

pytestmark = pytest.mark.django_db
CREATE = """mutation ($username: String!, $email: String!, $password: String!) {
    createUser(username: $username, email: $email, password: $password) { user { id email } }
}"""
SIGN_IN = """mutation ($username: String!, $password: String!) {
    tokenAuth(username: $username, password: $password) { token refreshExpiresIn payload }
}"""
ADA = {"username": "ada", "email": "Ada@Example.com", "password": PASSWORD}


def execute(client: Client, query: str, token: str = "", **variables: Any) -> Any:
    headers = {"Authorization": f"JWT {token}"} if token else {}
    body = {"query": query, "variables": variables}
    return client.post("/graphql/", body, "application/json", headers=headers).json()


def error_of(response: Any) -> tuple[str, str]:
    error = response["errors"][0]
    return error["extensions"]["code"], error["message"]


def identity(**fields: Any) -> Identity:
    defaults = {"provider": "github", "uid": "7", "email": "ada@example.com", "name": "Ada"}
    return Identity(**{**defaults, "is_verified": True, **fields})


def test_login_by_handle_and_email(client: Client) -> None:
    made = execute(client, CREATE, **ADA)["data"]["createUser"]["user"]
    assert made["email"] == "ada@example.com"
    for username in ("ada", "ADA", "ada@example.com"):
        response = execute(client, SIGN_IN, username=username, password=PASSWORD)
        token = response["data"]["tokenAuth"]["token"]
        me = execute(client, "{ me { id email } }", token)
        assert me["data"]["me"] == {"id": made["id"], "email": "ada@example.com"}


def test_mail_confirms_account(
    client: Client, mailing: Callable[[], AbstractContextManager[None]]
) -> None:
    with mailing():
        execute(client, CREATE, **ADA)
    assert mail.outbox[0].to == ["ada@example.com"]
    assert not User.objects.get().email_confirmed

    response = client.post(
        "/api/users/confirm-email/", {"token": token_in(mail.outbox[0])}, "application/json"
    )
    assert response.status_code == 200, response.content
    assert User.objects.get().email_confirmed


def test_confirmation_removes_other_login_methods(
    client: Client, mailing: Callable[[], AbstractContextManager[None]]
) -> None:
    with mailing():
        execute(client, CREATE, **ADA)
    stranger = User.objects.get()
    token = execute(client, SIGN_IN, username="ada", password=PASSWORD)["data"]["tokenAuth"][
        "token"
    ]
    make_session(stranger, second_factor=True)
    add_totp(stranger)
    Passkey.objects.create(user=stranger, credential_id=b"key", credential=b"key")
    link(user=stranger, provider="github", uid="7")
    away = link_token_to(stranger, email="stranger@example.com")
    request_deletion(user=stranger)
    open_again = make_session(stranger)

    confirm = "/api/users/confirm-email/"
    response = client.post(confirm, {"token": token_in(mail.outbox[0])}, "application/json")

    assert response.status_code == 200
    ada = User.objects.get()
    assert (ada.email_confirmed, ada.deletion_due_at) == (True, None)
    assert ada.check_password(PASSWORD)
    for model in (Passkey, RecoveryCode, Totp, UserSocialAuth):
        assert not model._default_manager.exists(), model
    assert not Session.live.exists()
    open_again.refresh_from_db()
    assert open_again.end == "credentials_changed"
    assert execute(client, "{ me { id } }", token)["code"] == "token_not_valid"
    spent = client.post(confirm, {"token": away}, "application/json")
    assert (spent.status_code, spent.json()["code"]) == (400, "link_spent")
    assert (
        "token" in execute(client, SIGN_IN, username="ada", password=PASSWORD)["data"]["tokenAuth"]
    )


def test_browser_of_unverified_user_is_not_known(client: Client) -> None:
    execute(client, CREATE, **ADA)
    body = {"email": "ada@example.com", "password": PASSWORD}
    response = client.post("/api/session/", body, "application/json")
    assert response.status_code == 200
    assert "device" not in response.cookies


def test_taken_email_reports_are_limited(client: Client, alice: User) -> None:
    taken = {**ADA, "email": alice.email}
    for _ in range(10):
        assert error_of(execute(client, CREATE, **taken))[0] == "BAD_USER_INPUT"
    # From now on the response is the same for free and taken emails.
    for email in (alice.email, "free@example.com"):
        assert error_of(execute(client, CREATE, **{**ADA, "email": email}))[0] == "THROTTLED"


def test_email_owner_can_sign_up(client: Client) -> None:
    execute(client, CREATE, **ADA)
    pending = create_pending_sign_up(
        email="ada@example.com", handle="lovelace", password="another-word"
    )
    owner, _ = confirm_sign_up(token=create_link_token(pending))

    assert owner.email == "ada@example.com"
    squatter = User.objects.get(handle="ada")
    assert squatter.email == f"{squatter.pk}@unconfirmed.invalid"
    assert (
        "token" in execute(client, SIGN_IN, username="ada", password=PASSWORD)["data"]["tokenAuth"]
    )


def test_social_login_gets_own_account(client: Client) -> None:
    execute(client, CREATE, **ADA)
    arrival = login_or_create(identity())
    assert isinstance(arrival, SocialLoginResult)
    assert arrival.is_new
    assert arrival.user.email == "ada@example.com"
    assert arrival.user.handle != "ada"


def test_unverified_password_is_not_reset(
    client: Client, mailing: Callable[[], AbstractContextManager[None]]
) -> None:
    with mailing():
        execute(client, CREATE, **ADA)
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
def test_invalid_input_hides_database_details(
    client: Client, alice: User, changed: dict[str, str], field: str
) -> None:
    response = execute(client, CREATE, **{**ADA, **changed})
    extensions = response["errors"][0]["extensions"]
    assert extensions["code"] == "BAD_USER_INPUT"
    assert {error["field"] for error in extensions["errors"]} == {field}
    assert "constraint" not in str(response).lower()
    assert User.objects.count() == 1


def test_wrong_password_and_unknown_user_look_alike(client: Client, alice: User) -> None:
    expected = ("INVALID_CREDENTIALS", "Please enter valid credentials")
    for username in ("alice", "alice@example.com", "nobody", "", "x" * 1000):
        assert error_of(execute(client, SIGN_IN, username=username, password="wrong")) == expected
    assert alice.security_events.filter(kind="sign_in_failed").count() == 2


def test_guesses_are_limited(client: Client, alice: User) -> None:
    for _ in range(5):
        execute(client, SIGN_IN, username="alice", password="wrong")
    response = execute(client, SIGN_IN, username="alice", password=PASSWORD)
    assert error_of(response)[0] == "THROTTLED"
    assert 0 < response["errors"][0]["extensions"]["retryAfter"] <= 300


def test_second_factor_is_enforced(client: Client, alice: User) -> None:
    add_totp(alice)
    response = execute(client, SIGN_IN, username="alice", password=PASSWORD)
    assert error_of(response)[0] == "SECOND_FACTOR_REQUIRED"


def test_token_is_verified_and_refreshed(client: Client, alice: User) -> None:
    before = timezone.now() - timedelta(seconds=90)
    with patch("rest_framework_simplejwt.tokens.aware_utcnow", return_value=before):
        first = execute(client, SIGN_IN, username="alice", password=PASSWORD)["data"]["tokenAuth"]
    verify = "mutation ($text: String) { verifyToken(token: $text) { payload } }"
    refresh = "mutation ($text: String) { refreshToken(token: $text) { token payload } }"
    verified = execute(client, verify, text=first["token"])["data"]["verifyToken"]
    assert verified == {"payload": first["payload"]}

    latest = execute(client, refresh, text=first["token"])["data"]["refreshToken"]
    second = execute(client, refresh, text=latest["token"])["data"]["refreshToken"]
    assert second["payload"]["origIat"] == first["payload"]["origIat"]
    assert second["payload"]["exp"] > first["payload"]["exp"]
    assert execute(client, "{ me { username } }", second["token"])["data"]["me"]

    end_sessions(user=alice, end=Session.End.ENDED_ELSEWHERE)
    expected = ("BAD_TOKEN", "Error decoding signature")
    for query in (verify, refresh):
        assert error_of(execute(client, query, text=first["token"])) == expected
        assert error_of(execute(client, query, text="abc")) == expected
        assert error_of(execute(client, query)) == expected


def test_users_hide_emails_of_others(client: Client, alice: User) -> None:
    bob = make_user(handle="bob")
    token = execute(client, SIGN_IN, username="bob", password=PASSWORD)["data"]["tokenAuth"][
        "token"
    ]
    listed = execute(client, "{ users { username email } }", token)["data"]["users"]
    assert listed == [
        {"username": "bob", "email": bob.email},
        {"username": "alice", "email": ""},
    ]
    assert "Cannot query field 'password'" in error_of(execute(client, "{ users { password } }"))[1]
