from collections.abc import Callable
from http.cookies import Morsel
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.models import SecurityEvent, Session, User
from apps.accounts.tasks import mail_notice
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
    access = sign_in(client).json()["access"]
    alice.is_active = False
    alice.save()
    assert client.post("/api/session/refresh/").status_code == 401
    me = client.get("/api/users/me/", headers={"Authorization": f"Bearer {access}"})
    assert (me.status_code, me.json()["code"]) == (401, "user_inactive")


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


def refresh(client: Client, attempt: str = "") -> Any:
    headers = {"Idempotency-Key": attempt} if attempt else {}
    return client.post("/api/session/refresh/", headers=headers)


def test_every_refresh_spends_the_cookie_for_the_next_one(client: Client, alice: User) -> None:
    first = sign_in(client).cookies["refresh"].value
    second = refresh(client).cookies["refresh"].value
    assert first != second
    assert refresh(client).status_code == 200


def test_a_stolen_cookie_shown_again_ends_the_session_and_tells_its_owner(
    client: Client, alice: User, django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
) -> None:
    stolen = sign_in(client).cookies["refresh"].value
    access = refresh(client).json()["access"]
    owners = client.cookies["refresh"].value
    client.cookies["refresh"] = stolen

    with (
        patch("apps.accounts.notices.mail_notice.delay", mail_notice),
        django_capture_on_commit_callbacks(execute=True),
    ):
        answer = refresh(client)

    assert (answer.status_code, answer.json()["code"]) == (401, "session_replayed")
    client.cookies["refresh"] = owners
    assert refresh(client).json()["code"] == "session_replayed"
    me = client.get("/api/users/me/", headers={"Authorization": f"Bearer {access}"})
    assert me.status_code == 401
    assert SecurityEvent.objects.filter(user=alice, kind="token_replayed").exists()
    assert [mail.to for mail in mailoutbox] == [["alice@example.com"]]
    assert "a copy of an old sign-in was used" in mailoutbox[0].body


def test_an_answer_that_was_lost_may_be_asked_for_again(client: Client, alice: User) -> None:
    spent = sign_in(client).cookies["refresh"].value
    lost = refresh(client, "an-attempt").cookies["refresh"].value
    client.cookies["refresh"] = spent

    answer = refresh(client, "an-attempt")

    assert answer.status_code == 200
    assert answer.cookies["refresh"].value == lost
    client.cookies["refresh"] = spent
    assert refresh(client, "another").json()["code"] == "session_replayed"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ],
)
def test_a_page_of_another_site_gets_nothing_by_the_cookie(
    client: Client, alice: User, headers: dict[str, str]
) -> None:
    sign_in(client)
    for answer in (
        client.post("/api/session/refresh/", headers=headers),
        client.delete("/api/session/", headers=headers),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_origin")
    assert refresh(client).status_code == 200


def test_where_one_is_signed_in_is_listed_and_can_be_ended(
    client: Client, alice: User, bob: User, client_of: Callable[[User], APIClient]
) -> None:
    sign_in(client)
    hers = client_of(alice)
    others = [one for one in hers.get("/api/sessions/").json() if not one["current"]]
    assert [one["client"] for one in others] == ["browser"]

    address = f"/api/sessions/{others[0]['id']}/"
    assert client_of(bob).delete(address).status_code == 404
    assert hers.delete(address).status_code == 204
    assert hers.delete(address).status_code == 404
    assert refresh(client).status_code == 401


def test_signing_out_everywhere_ends_every_session(
    client: Client, alice: User, client_of: Callable[[User], APIClient]
) -> None:
    sign_in(client)
    assert client_of(alice).delete("/api/sessions/").status_code == 204
    assert refresh(client).status_code == 401
    assert not Session.live.filter(user=alice).exists()
