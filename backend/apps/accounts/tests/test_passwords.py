from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from apps.accounts.models import SecurityEvent, User
from apps.accounts.tests.factories import PASSWORD, expire_authentication
from apps.accounts.tests.mail_links import token_in

pytestmark = pytest.mark.django_db
NEW = "a-password-of-tomorrow"
ClientOf = Callable[[User | None], APIClient]


def sign_in(client: Client, password: str = PASSWORD) -> Any:
    body = {"email": "alice@example.com", "password": password}
    return client.post("/api/session/", body, "application/json")


def is_signed_in(client: Client) -> bool:
    return bool(client.post("/api/session/refresh/").status_code == 200)


@pytest.fixture
def forget(client: Client, mailing: Any) -> Any:
    def request_reset(email: str = "alice@example.com") -> Any:
        with mailing():
            return client.post("/api/password-resets/", {"email": email}, "application/json")

    return request_reset


def choose(mail: EmailMessage, password: str = NEW, **changes: str) -> Any:
    """Open the link, in a browser that was never here."""
    link = {name: token_in(mail, name=name) for name in ("uid", "token")}
    body = link | {"password": password} | changes
    return Client().post("/api/password-resets/confirm/", body, "application/json")


def errors_of(response: Any) -> list[str]:
    assert response.status_code == 400, response.content
    return [error["field"] for error in response.json()["errors"]]


def test_password_is_reset_by_mail(
    alice: User, forget: Any, mailoutbox: list[EmailMessage]
) -> None:
    assert forget("Alice@Example.com").status_code == 202
    assert [mail.to for mail in mailoutbox] == [["alice@example.com"]]

    assert choose(mailoutbox[0]).status_code == 204

    assert sign_in(Client()).status_code == 401
    assert sign_in(Client(), NEW).status_code == 200


def test_unknown_email_gets_same_response_and_no_mail(
    alice: User, forget: Any, mailoutbox: list[EmailMessage]
) -> None:
    known, unknown = forget(), forget("nobody@example.com")

    assert known.status_code == unknown.status_code == 202
    assert known.json()["detail"].replace("alice", "nobody") == unknown.json()["detail"]
    assert [mail.to for mail in mailoutbox] == [["alice@example.com"]]


def test_reset_request_is_recorded(alice: User, forget: Any) -> None:
    forget()
    event = SecurityEvent.objects.get(user=alice)
    assert (event.kind, event.address) == ("password_reset_asked", "127.0.0.1")


def test_deactivated_account_gets_no_mail(
    alice: User, forget: Any, mailoutbox: list[EmailMessage]
) -> None:
    User.objects.update(is_active=False)
    assert forget().status_code == 202
    assert not mailoutbox


def test_reset_ends_sessions_and_notifies_owner(
    client: Client, alice: User, forget: Any, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    access = sign_in(client).json()["access"]
    forget()

    with mailing():
        choose(mailoutbox[0])

    assert not is_signed_in(client)
    me = client.get("/api/users/me/", headers={"Authorization": f"Bearer {access}"})
    assert me.status_code == 401
    assert "password was reset" in mailoutbox[1].subject
    assert SecurityEvent.objects.filter(user=alice, kind="password_reset").exists()


def test_reset_link_works_once(alice: User, forget: Any, mailoutbox: list[EmailMessage]) -> None:
    forget()
    assert choose(mailoutbox[0]).status_code == 204

    again = choose(mailoutbox[0], "a-password-of-a-thief")

    assert (again.status_code, again.json()["code"]) == (400, "link_spent")
    assert sign_in(Client(), NEW).status_code == 200


def test_login_invalidates_reset_link(
    client: Client, alice: User, forget: Any, mailoutbox: list[EmailMessage]
) -> None:
    forget()
    sign_in(client)
    assert choose(mailoutbox[0]).json()["code"] == "link_spent"


def test_reset_link_expires(
    alice: User, forget: Any, mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    forget()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert choose(mailoutbox[0]).json()["code"] == "link_spent"


@pytest.mark.parametrize(
    "password", ["short", "password123", "29384756102938", "alice@example.com"]
)
def test_weak_password_keeps_reset_link_valid(
    alice: User, forget: Any, mailoutbox: list[EmailMessage], password: str
) -> None:
    forget()
    assert errors_of(choose(mailoutbox[0], password)) == ["password"]
    assert choose(mailoutbox[0]).status_code == 204


@pytest.mark.parametrize(
    "link",
    [
        {"uid": "MQ"},
        {"uid": "no base64"},
        {"uid": "ünï"},
        {"uid": "_____w"},
        {"uid": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"},
        {"uid": "LTE"},
        {"token": "forged"},
        {"token": "c6x7ab-" + "0" * 32},
        {"token": "-"},
    ],
)
def test_forged_reset_link_is_rejected(
    alice: User, bob: User, forget: Any, mailoutbox: list[EmailMessage], link: dict[str, str]
) -> None:
    forget()
    response = choose(mailoutbox[0], **link)
    assert (response.status_code, response.json()["code"]) == (400, "link_spent")
    assert sign_in(Client()).status_code == 200


def test_reset_mails_are_limited(alice: User, forget: Any, mailoutbox: list[EmailMessage]) -> None:
    responses = [forget() for _ in range(6)]
    assert [response.status_code for response in responses] == [202] * 5 + [429]
    assert int(responses[-1]["Retry-After"]) > 0
    assert len(mailoutbox) == 5


def change(client: Client, access: str, password: str = NEW) -> Any:
    headers = {"Authorization": f"Bearer {access}"}
    body = {"password": password}
    return client.put("/api/users/me/password/", body, "application/json", headers=headers)


def test_password_change_ends_other_sessions(
    client: Client, alice: User, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    other = Client()
    sign_in(other)
    access = sign_in(client).json()["access"]

    with mailing():
        response = change(client, access)

    assert set(response.json()) == {"access", "user"}
    assert is_signed_in(client)
    assert not is_signed_in(other)
    headers = {"Authorization": f"Bearer {response.json()['access']}"}
    assert client.get("/api/users/me/", headers=headers).status_code == 200
    assert sign_in(Client(), NEW).status_code == 200
    assert [mail.subject for mail in mailoutbox] == ["Your password was changed"]


def test_account_without_password_sets_one(alice: User, client_of: ClientOf) -> None:
    alice.set_unusable_password()
    alice.save()
    hers = client_of(alice)
    assert hers.get("/api/users/me/").json()["has_password"] is False

    response = hers.put("/api/users/me/password/", {"password": NEW}, "json")

    assert response.status_code == 200
    assert sign_in(Client(), NEW).json()["user"]["has_password"] is True


def test_account_without_password_resets_by_mail(
    alice: User, forget: Any, mailoutbox: list[EmailMessage]
) -> None:
    alice.set_unusable_password()
    alice.save()
    forget()
    assert choose(mailoutbox[0]).status_code == 204
    assert sign_in(Client(), NEW).status_code == 200


@pytest.mark.parametrize("password", ["short", "alice@example.com", ""])
def test_weak_password_is_rejected(alice: User, client_of: ClientOf, password: str) -> None:
    response = client_of(alice).put("/api/users/me/password/", {"password": password}, "json")
    assert errors_of(response) == ["password"]


def test_password_change_requires_recent_authentication(alice: User, client_of: ClientOf) -> None:
    hers = client_of(alice)
    expire_authentication(alice.session)

    response = hers.put("/api/users/me/password/", {"password": NEW}, "json")

    assert (response.status_code, response.json()["code"]) == (403, "sign_in_again")
    proof = {"password": "wrong"}
    assert errors_of(hers.post("/api/users/me/confirmation/", proof, "json")) == ["password"]
    assert hers.put("/api/users/me/password/", {"password": NEW}, "json").status_code == 403
    proof = {"password": PASSWORD}
    assert hers.post("/api/users/me/confirmation/", proof, "json").status_code == 204
    assert hers.put("/api/users/me/password/", {"password": NEW}, "json").status_code == 200


@pytest.mark.parametrize("proof", [{}, {"password": PASSWORD, "code": "123456"}, {"ceremony": "x"}])
def test_reauthentication_requires_exactly_one_factor(
    alice: User, client_of: ClientOf, proof: dict[str, str]
) -> None:
    assert errors_of(client_of(alice).post("/api/users/me/confirmation/", proof, "json")) == [""]


def test_password_change_requires_login(client_of: ClientOf) -> None:
    response = client_of(None).put("/api/users/me/password/", {"password": NEW}, "json")
    assert response.status_code == 401
