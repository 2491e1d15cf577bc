from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from apps.accounts.authentication import SessionAuthentication
from apps.accounts.models import User
from apps.accounts.tests.factories import access_of

pytestmark = pytest.mark.django_db
QUERY = {"query": "{ me { id email username } }"}
NOBODY = {
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


def ask(client: Client, token: str = "") -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return client.post("/graphql/", QUERY, "application/json", headers=headers)


def test_me_is_who_the_token_says(client: Client, alice: User) -> None:
    answer = ask(client, access_of(alice))

    expected = {"id": str(alice.pk), "email": "alice@example.com", "username": "alice"}
    assert answer.json() == {"data": {"me": expected}}


def test_without_a_token_me_is_nobody(client: Client) -> None:
    assert ask(client).json() == NOBODY


def test_an_admin_session_is_not_a_token(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert ask(client).json() == NOBODY


def test_a_database_that_is_away_is_said(client: Client, alice: User) -> None:
    away = patch.object(SessionAuthentication, "get_user", side_effect=OperationalError)
    with away:
        answer = ask(client, access_of(alice))
    assert answer.status_code == 503


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"[" * 100_000, "application/json"), (b"\xff", "application/graphql")],
)
def test_a_malformed_body_is_refused(client: Client, body: bytes, content_type: str) -> None:
    answer = client.post("/graphql/", body, content_type=content_type)
    assert answer.status_code == 400
    assert "nested too deep" in answer.json()["errors"][0]["message"]


def test_an_expired_token_is_a_problem_not_a_stranger(client: Client) -> None:
    answer = ask(client, "expired")
    assert answer.status_code == 401
    assert answer.json()["code"] == "token_not_valid"
