from http.cookies import Morsel
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client: Client) -> Any:
    body = {"email": "alice@example.com", "password": PASSWORD}
    return client.post("/api/session/", body, "application/json")


def test_a_session_lives_in_a_cookie_that_scripts_cannot_read(client: Client, alice: User) -> None:
    answer = sign_in(client)

    assert set(answer.json()) == {"access", "user"}
    assert answer.json()["user"]["handle"] == "alice"
    cookie: Morsel[str] = answer.cookies["refresh"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/api/session/"
    assert cookie.value not in answer.content.decode()


def test_the_cookie_is_worth_a_fresh_access_token(client: Client, alice: User) -> None:
    sign_in(client)
    fresh = client.post("/api/session/refresh/")

    assert fresh.json()["user"]["email"] == "alice@example.com"
    me = client.get("/api/users/me/", headers={"Authorization": f"Bearer {fresh.json()['access']}"})
    assert me.status_code == 200


def test_signing_out_ends_every_copy_of_the_cookie(client: Client, alice: User) -> None:
    stolen = sign_in(client).cookies["refresh"].value

    assert client.delete("/api/session/").status_code == 204
    assert client.cookies["refresh"].value == ""
    client.cookies["refresh"] = stolen
    assert client.post("/api/session/refresh/").status_code == 401


def test_a_visitor_without_a_session_is_no_error(client: Client) -> None:
    assert client.post("/api/session/refresh/").status_code == 204


def test_signing_out_without_a_session_is_no_error(client: Client) -> None:
    assert client.delete("/api/session/").status_code == 204


def test_a_deactivated_account_loses_its_session(client: Client, alice: User) -> None:
    sign_in(client)
    alice.is_active = False
    alice.save()
    assert client.post("/api/session/refresh/").status_code == 401


def test_a_changed_password_ends_every_session(client: Client, alice: User) -> None:
    access = sign_in(client).json()["access"]
    alice.set_password("another-long-password")
    alice.save()

    assert client.post("/api/session/refresh/").status_code == 401
    me = client.get("/api/users/me/", headers={"Authorization": f"Bearer {access}"})
    assert me.status_code == 401


def test_an_access_token_in_the_cookie_is_refused(client: Client, alice: User) -> None:
    client.cookies["refresh"] = sign_in(client).json()["access"]
    answer = client.post("/api/session/refresh/")
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"


def test_a_wrong_password_sets_no_cookie(client: Client, alice: User) -> None:
    body = {"email": "alice@example.com", "password": "wrong"}
    answer = client.post("/api/session/", body, "application/json")
    assert answer.status_code == 401
    assert not answer.cookies
