from collections.abc import Callable
from http.cookies import Morsel
from typing import Any
from unittest.mock import patch

import pytest
from django.db.models import F
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.models import SecurityEvent, Session, User
from apps.accounts.sessions.sessions import REFRESH_GRACE
from apps.accounts.tasks import mail_notice
from apps.accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client: Client) -> Any:
    body = {"email": "alice@example.com", "password": PASSWORD}
    return client.post("/api/session/", body, "application/json")


def test_refresh_cookie_is_http_only(client: Client, alice: User) -> None:
    response = sign_in(client)

    assert set(response.json()) == {"access", "user"}
    assert response.json()["user"]["handle"] == "alice"
    cookie: Morsel[str] = response.cookies["refresh"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/api/session/"
    assert cookie.value not in response.content.decode()


def test_cookie_refreshes_access_token(client: Client, alice: User) -> None:
    sign_in(client)
    fresh = client.post("/api/session/refresh/")

    assert fresh.json()["user"]["email"] == "alice@example.com"
    me = client.get("/api/users/me/", headers={"Authorization": f"Bearer {fresh.json()['access']}"})
    assert me.status_code == 200


def test_sign_out_invalidates_all_copies(client: Client, alice: User) -> None:
    stolen = sign_in(client).cookies["refresh"].value

    assert client.delete("/api/session/").status_code == 204
    assert client.cookies["refresh"].value == ""
    client.cookies["refresh"] = stolen
    assert client.post("/api/session/refresh/").status_code == 401


def test_refresh_without_session_is_no_error(client: Client) -> None:
    assert client.post("/api/session/refresh/").status_code == 204


def test_sign_out_without_session_is_no_error(client: Client) -> None:
    assert client.delete("/api/session/").status_code == 204


def test_deactivated_account_loses_session(client: Client, alice: User) -> None:
    access = sign_in(client).json()["access"]
    alice.is_active = False
    alice.save()
    assert client.post("/api/session/refresh/").status_code == 401
    me = client.get("/api/users/me/", headers={"Authorization": f"Bearer {access}"})
    assert (me.status_code, me.json()["code"]) == (401, "user_inactive")


def test_password_change_ends_sessions(client: Client, alice: User) -> None:
    access = sign_in(client).json()["access"]
    alice.set_password("another-long-password")
    alice.save()

    assert client.post("/api/session/refresh/").status_code == 401
    me = client.get("/api/users/me/", headers={"Authorization": f"Bearer {access}"})
    assert me.status_code == 401


def test_access_token_in_cookie_is_rejected(client: Client, alice: User) -> None:
    client.cookies["refresh"] = sign_in(client).json()["access"]
    response = client.post("/api/session/refresh/")
    assert response.status_code == 401
    assert response.json()["code"] == "not_signed_in"


def test_wrong_password_sets_no_cookie(client: Client, alice: User) -> None:
    body = {"email": "alice@example.com", "password": "wrong"}
    response = client.post("/api/session/", body, "application/json")
    assert response.status_code == 401
    assert not response.cookies


def refresh(client: Client, attempt: str = "") -> Any:
    headers = {"Idempotency-Key": attempt} if attempt else {}
    return client.post("/api/session/refresh/", headers=headers)


def let_grace_pass() -> None:
    Session.objects.update(token_issued_at=F("token_issued_at") - REFRESH_GRACE)


def test_concurrent_tabs_stay_signed_in(client: Client, alice: User) -> None:
    shared = sign_in(client).cookies["refresh"].value
    first = refresh(client).cookies["refresh"].value
    client.cookies["refresh"] = shared
    second = refresh(client)

    assert second.status_code == 200
    assert second.cookies["refresh"].value == first
    assert refresh(client).status_code == 200
    # A token from before both is no race any more.
    client.cookies["refresh"] = shared
    assert refresh(client).json()["code"] == "session_replayed"


@pytest.mark.parametrize(("first", "second"), [("a", ""), ("", "b"), ("a", "b")])
def test_idempotency_key_disables_grace(
    client: Client, alice: User, first: str, second: str
) -> None:
    shared = sign_in(client).cookies["refresh"].value
    assert refresh(client, first).status_code == 200
    client.cookies["refresh"] = shared
    assert refresh(client, second).json()["code"] == "session_replayed"


def test_refresh_rotates_cookie(client: Client, alice: User) -> None:
    first = sign_in(client).cookies["refresh"].value
    second = refresh(client).cookies["refresh"].value
    assert first != second
    assert refresh(client).status_code == 200


def test_replayed_cookie_ends_session_and_notifies_owner(
    client: Client, alice: User, django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
) -> None:
    stolen = sign_in(client).cookies["refresh"].value
    access = refresh(client).json()["access"]
    owners = client.cookies["refresh"].value
    client.cookies["refresh"] = stolen
    let_grace_pass()

    with (
        patch("apps.accounts.security_notifications.mail_notice.delay", mail_notice),
        django_capture_on_commit_callbacks(execute=True),
    ):
        response = refresh(client)

    assert (response.status_code, response.json()["code"]) == (401, "session_replayed")
    client.cookies["refresh"] = owners
    assert refresh(client).json()["code"] == "session_replayed"
    me = client.get("/api/users/me/", headers={"Authorization": f"Bearer {access}"})
    assert me.status_code == 401
    assert SecurityEvent.objects.filter(user=alice, kind="token_replayed").exists()
    assert [mail.to for mail in mailoutbox] == [["alice@example.com"]]
    assert "a refresh token was reused" in mailoutbox[0].body


def test_lost_response_can_be_retried(client: Client, alice: User) -> None:
    spent = sign_in(client).cookies["refresh"].value
    lost = refresh(client, "an-attempt").cookies["refresh"].value
    client.cookies["refresh"] = spent

    response = refresh(client, "an-attempt")

    assert response.status_code == 200
    assert response.cookies["refresh"].value == lost
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
def test_cross_site_request_is_rejected(
    client: Client, alice: User, headers: dict[str, str]
) -> None:
    sign_in(client)
    for response in (
        client.post("/api/session/refresh/", headers=headers),
        client.delete("/api/session/", headers=headers),
    ):
        assert (response.status_code, response.json()["code"]) == (403, "cross_origin")
    assert refresh(client).status_code == 200


def test_sessions_are_listed_and_ended(
    client: Client, alice: User, bob: User, client_of: Callable[[User], APIClient]
) -> None:
    sign_in(client)
    hers = client_of(alice)
    others = [one for one in hers.get("/api/sessions/").json() if not one["current"]]
    assert [one["client"] for one in others] == ["browser"]

    url = f"/api/sessions/{others[0]['id']}/"
    assert client_of(bob).delete(url).status_code == 404
    assert hers.delete(url).status_code == 204
    assert hers.delete(url).status_code == 404
    assert refresh(client).status_code == 401


def test_sign_out_everywhere_ends_sessions(
    client: Client, alice: User, client_of: Callable[[User], APIClient]
) -> None:
    sign_in(client)
    assert client_of(alice).delete("/api/sessions/").status_code == 204
    assert refresh(client).status_code == 401
    assert not Session.live.filter(user=alice).exists()
