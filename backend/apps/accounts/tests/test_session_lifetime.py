"""Lifetime of a session and of copies of its tokens."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from apps.accounts.activation import deactivate
from apps.accounts.models import SESSION_LIFETIME, Session, User
from apps.accounts.sessions.sessions import (
    NotSignedInError,
    SessionTokens,
    end_sessions,
    open_session,
    refresh_session,
)
from apps.accounts.tests.factories import NOBODY, PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = """mutation ($username: String!, $password: String!) {
    tokenAuth(username: $username, password: $password) { token refreshExpiresIn }
}"""
RENEW = "mutation ($token: String) { refreshToken(token: $token) { token refreshExpiresIn } }"
FORBIDDEN = ("BAD_TOKEN", "This token was already renewed or is not from tokenAuth. Sign in again.")


def execute(client: Client, query: str, **variables: Any) -> Any:
    body = {"query": query, "variables": variables}
    return client.post("/graphql/", body, "application/json").json()


def renew(client: Client, token: str) -> Any:
    return execute(client, RENEW, token=token)["data"]["refreshToken"]


def error_of(client: Client, token: str) -> tuple[str, str]:
    error = execute(client, RENEW, token=token)["errors"][0]
    return error["extensions"]["code"], error["message"]


def sign_in(client: Client) -> str:
    response = execute(client, SIGN_IN, username="alice", password=PASSWORD)
    return str(response["data"]["tokenAuth"]["token"])


def reads(client: Client, token: str) -> bool:
    return (
        client.get("/api/users/me/", headers={"Authorization": f"Bearer {token}"}).status_code
        == 200
    )


def grant(user: User, client: Session.Client = Session.Client.BROWSER) -> SessionTokens:
    return open_session(user=user, client=client, client_info=NOBODY)


def age(session: Session, by: timedelta) -> None:
    Session.objects.filter(pk=session.pk).update(created_at=timezone.now() - by)


@pytest.mark.parametrize("kind", [Session.Client.BROWSER, Session.Client.TOKEN])
def test_graphql_renews_only_its_own_sessions(
    client: Client, alice: User, kind: Session.Client
) -> None:
    stolen = str(grant(alice, kind).access)
    assert error_of(client, stolen) == FORBIDDEN
    assert reads(client, stolen)


def test_graphql_token_is_renewed_once(client: Client, alice: User) -> None:
    first = sign_in(client)
    second = renew(client, first)["token"]
    assert error_of(client, first) == FORBIDDEN
    assert reads(client, first)
    third = renew(client, second)["token"]
    assert reads(client, third)
    assert Session.live.get().client == "graphql"


def test_graphql_session_ends_after_lifetime(client: Client, alice: User) -> None:
    token = sign_in(client)
    session = Session.objects.get()
    age(session, SESSION_LIFETIME - timedelta(minutes=2))
    response = renew(client, token)
    assert response["refreshExpiresIn"] <= (timezone.now() + timedelta(minutes=2)).timestamp()
    age(session, SESSION_LIFETIME)
    assert not reads(client, response["token"])
    assert error_of(client, response["token"])[0] == "BAD_TOKEN"


def test_session_ends_after_ninety_days(alice: User) -> None:
    assert timedelta(days=90) == SESSION_LIFETIME
    tokens = grant(alice)
    age(tokens.session, SESSION_LIFETIME - timedelta(days=1))

    fresh = refresh_session(str(tokens.refresh), attempt="", client_info=NOBODY)

    left = fresh.session.expires_at - timezone.now()
    assert timedelta(hours=23) < left <= timedelta(days=1)
    assert RefreshToken(str(fresh.refresh))["exp"] == int(fresh.session.expires_at.timestamp())  # type: ignore[arg-type] # takes the text
    age(tokens.session, SESSION_LIFETIME)
    with pytest.raises(NotSignedInError):
        refresh_session(str(fresh.refresh), attempt="", client_info=NOBODY)
    assert not Session.live.exists()


def verify(client: Client, token: AccessToken | RefreshToken) -> int:
    body = {"token": str(token)}
    return client.post("/api/token/verify/", body, "application/json").status_code


def test_verify_accepts_live_tokens(client: Client, alice: User) -> None:
    tokens = grant(alice, Session.Client.TOKEN)
    assert verify(client, tokens.access) == verify(client, tokens.refresh) == 200
    fresh = refresh_session(str(tokens.refresh), attempt="", client_info=NOBODY)
    assert verify(client, tokens.refresh) == 401
    assert verify(client, fresh.refresh) == verify(client, tokens.access) == 200


@pytest.mark.parametrize("how", ["revoked", "deactivated", "deleted", "new password"])
def test_verify_rejects_invalid_tokens(client: Client, alice: User, how: str) -> None:
    tokens = grant(alice, Session.Client.TOKEN)
    if how == "revoked":
        end_sessions(user=alice, end=Session.End.SIGNED_OUT)
    elif how == "deactivated":
        deactivate(user=alice)
    elif how == "deleted":
        alice.delete()
    else:
        alice.set_password("another-horse-battery")
        alice.save()
    assert verify(client, tokens.access) == verify(client, tokens.refresh) == 401
