from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from apps.accounts.models import User
from apps.accounts.sessions.authentication import SessionAuthentication
from apps.accounts.tests.factories import access_of

pytestmark = pytest.mark.django_db
QUERY = {"query": "{ me { id email username } }"}
ANONYMOUS = {
    "data": {"me": None},
    "errors": [
        {
            "message": "Not logged in!",
            "locations": [{"line": 1, "column": 3}],
            "path": ["me"],
            "extensions": {"code": "UNAUTHENTICATED"},
        }
    ],
}


def execute(client: Client, token: str = "") -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return client.post("/graphql/", QUERY, "application/json", headers=headers)


def test_me_returns_user_of_token(client: Client, alice: User) -> None:
    response = execute(client, access_of(alice))

    expected = {"id": str(alice.pk), "email": "alice@example.com", "username": "alice"}
    assert response.json() == {"data": {"me": expected}}


def test_me_fails_without_token(client: Client) -> None:
    assert execute(client).json() == ANONYMOUS


def test_admin_session_does_not_authenticate(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert execute(client).json() == ANONYMOUS


def test_database_outage_is_reported(client: Client, alice: User) -> None:
    away = patch.object(SessionAuthentication, "get_user", side_effect=OperationalError)
    with away:
        response = execute(client, access_of(alice))
    assert response.status_code == 503


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"[" * 100_000, "application/json"), (b"\xff", "application/graphql")],
)
def test_malformed_body_is_rejected(client: Client, body: bytes, content_type: str) -> None:
    response = client.post("/graphql/", body, content_type=content_type)
    assert response.status_code == 400
    assert "nested too deep" in response.json()["errors"][0]["message"]


def test_expired_token_is_an_error(client: Client) -> None:
    response = execute(client, "expired")
    assert response.status_code == 401
    assert response.json()["code"] == "token_not_valid"
