import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = {"email": "Alice@Example.com", "password": PASSWORD}


def test_login_returns_working_tokens(client: Client, alice: User) -> None:
    tokens = client.post("/api/token/", SIGN_IN, "application/json").json()

    assert set(tokens) == {"access", "refresh"}
    verified = client.post("/api/token/verify/", {"token": tokens["access"]}, "application/json")
    assert verified.status_code == 200
    refresh = {"refresh": tokens["refresh"]}
    fresh = client.post("/api/token/refresh/", refresh, "application/json").json()
    me = client.get("/api/users/me/", headers={"Authorization": f"Bearer {fresh['access']}"})
    shown = {"id": alice.pk, "email": "alice@example.com", "handle": "alice", "is_staff": False}
    assert me.json().items() >= shown.items()


def test_wrong_password_and_unknown_email_look_alike(client: Client, alice: User) -> None:
    wrong = client.post("/api/token/", SIGN_IN | {"password": "no"}, "application/json")
    unknown = client.post("/api/token/", SIGN_IN | {"email": "x@example.com"}, "application/json")

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json()["detail"] == unknown.json()["detail"]
    assert wrong.json()["code"] == "no_active_account"


def test_forged_token_is_rejected(client: Client) -> None:
    response = client.get("/api/users/me/", headers={"Authorization": "Bearer forged"})
    assert response.status_code == 401
    assert response.json()["code"] == "token_not_valid"


def test_refresh_token_works_once(client: Client, alice: User) -> None:
    tokens = client.post("/api/token/", SIGN_IN, "application/json").json()
    spent = {"refresh": tokens["refresh"]}
    fresh = client.post("/api/token/refresh/", spent, "application/json").json()

    again = client.post("/api/token/refresh/", spent, "application/json")

    assert (again.status_code, again.json()["code"]) == (401, "session_replayed")
    headers = {"Authorization": f"Bearer {fresh['access']}"}
    assert client.get("/api/users/me/", headers=headers).status_code == 401


def test_revocation_ends_session(client: Client, alice: User) -> None:
    tokens = client.post("/api/token/", SIGN_IN, "application/json").json()
    body = {"refresh": tokens["refresh"]}

    assert client.post("/api/token/revoke/", body, "application/json").status_code == 204
    assert client.post("/api/token/revoke/", body, "application/json").status_code == 204

    rejected = client.post("/api/token/refresh/", body, "application/json")
    assert rejected.json()["code"] == "not_signed_in"
    headers = {"Authorization": f"Bearer {tokens['access']}"}
    assert client.get("/api/users/me/", headers=headers).status_code == 401
