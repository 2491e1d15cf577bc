from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from apps.accounts.models import SecurityEvent, User
from apps.accounts.tests.factories import PASSWORD, make_proof_old
from apps.accounts.tests.mailed import token_in

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
    def ask(email: str = "alice@example.com") -> Any:
        with mailing():
            return client.post("/api/password-resets/", {"email": email}, "application/json")

    return ask


def choose(mail: EmailMessage, password: str = NEW, **changes: str) -> Any:
    """Open the link, in a browser that was never here."""
    link = {name: token_in(mail, name=name) for name in ("uid", "token")}
    body = link | {"password": password} | changes
    return Client().post("/api/password-resets/confirm/", body, "application/json")


def errors_of(answer: Any) -> list[str]:
    assert answer.status_code == 400, answer.content
    return [error["field"] for error in answer.json()["errors"]]


def test_who_has_forgotten_it_chooses_another_by_mail(
    alice: User, forget: Any, mailoutbox: list[EmailMessage]
) -> None:
    assert forget("Alice@Example.com").status_code == 202
    assert [mail.to for mail in mailoutbox] == [["alice@example.com"]]

    assert choose(mailoutbox[0]).status_code == 204

    assert sign_in(Client()).status_code == 401
    assert sign_in(Client(), NEW).status_code == 200


def test_an_address_without_an_account_is_answered_alike_and_gets_no_mail(
    alice: User, forget: Any, mailoutbox: list[EmailMessage]
) -> None:
    known, unknown = forget(), forget("nobody@example.com")

    assert known.status_code == unknown.status_code == 202
    assert known.json()["detail"].replace("alice", "nobody") == unknown.json()["detail"]
    assert [mail.to for mail in mailoutbox] == [["alice@example.com"]]


def test_who_asked_is_noted(alice: User, forget: Any) -> None:
    forget()
    event = SecurityEvent.objects.get(user=alice)
    assert (event.kind, event.address) == ("password_reset_asked", "127.0.0.1")


def test_a_deactivated_account_gets_no_mail(
    alice: User, forget: Any, mailoutbox: list[EmailMessage]
) -> None:
    User.objects.update(is_active=False)
    assert forget().status_code == 202
    assert not mailoutbox


def test_every_session_ends_and_the_owner_is_told(
    client: Client, alice: User, forget: Any, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    access = sign_in(client).json()["access"]
    forget()

    with mailing():
        choose(mailoutbox[0])

    assert not is_signed_in(client)
    me = client.get("/api/users/me/", headers={"Authorization": f"Bearer {access}"})
    assert me.status_code == 401
    assert "a new password was chosen" in mailoutbox[1].subject
    assert SecurityEvent.objects.filter(user=alice, kind="password_reset").exists()


def test_a_link_works_once(alice: User, forget: Any, mailoutbox: list[EmailMessage]) -> None:
    forget()
    assert choose(mailoutbox[0]).status_code == 204

    again = choose(mailoutbox[0], "a-password-of-a-thief")

    assert (again.status_code, again.json()["code"]) == (400, "link_spent")
    assert sign_in(Client(), NEW).status_code == 200


def test_a_link_is_spent_once_the_owner_has_signed_in(
    client: Client, alice: User, forget: Any, mailoutbox: list[EmailMessage]
) -> None:
    forget()
    sign_in(client)
    assert choose(mailoutbox[0]).json()["code"] == "link_spent"


def test_a_link_expires(
    alice: User, forget: Any, mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    forget()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert choose(mailoutbox[0]).json()["code"] == "link_spent"


@pytest.mark.parametrize(
    "password", ["short", "password123", "29384756102938", "alice@example.com"]
)
def test_a_weak_password_is_refused_and_leaves_the_link_good(
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
def test_a_forged_link_opens_nothing(
    alice: User, bob: User, forget: Any, mailoutbox: list[EmailMessage], link: dict[str, str]
) -> None:
    forget()
    answer = choose(mailoutbox[0], **link)
    assert (answer.status_code, answer.json()["code"]) == (400, "link_spent")
    assert sign_in(Client()).status_code == 200


def test_nobody_is_flooded_with_mails(
    alice: User, forget: Any, mailoutbox: list[EmailMessage]
) -> None:
    answers = [forget() for _ in range(6)]
    assert [answer.status_code for answer in answers] == [202] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert len(mailoutbox) == 5


def change(client: Client, access: str, password: str = NEW) -> Any:
    headers = {"Authorization": f"Bearer {access}"}
    body = {"password": password}
    return client.put("/api/users/me/password/", body, "application/json", headers=headers)


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(
    client: Client, alice: User, mailing: Any, mailoutbox: list[EmailMessage]
) -> None:
    other = Client()
    sign_in(other)
    access = sign_in(client).json()["access"]

    with mailing():
        answer = change(client, access)

    assert set(answer.json()) == {"access", "user"}
    assert is_signed_in(client)
    assert not is_signed_in(other)
    headers = {"Authorization": f"Bearer {answer.json()['access']}"}
    assert client.get("/api/users/me/", headers=headers).status_code == 200
    assert sign_in(Client(), NEW).status_code == 200
    assert [mail.subject for mail in mailoutbox] == ["Your account: the password was changed"]


def test_an_account_without_a_password_gets_one(alice: User, client_of: ClientOf) -> None:
    alice.set_unusable_password()
    alice.save()
    hers = client_of(alice)
    assert hers.get("/api/users/me/").json()["has_password"] is False

    answer = hers.put("/api/users/me/password/", {"password": NEW}, "json")

    assert answer.status_code == 200
    assert sign_in(Client(), NEW).json()["user"]["has_password"] is True


def test_an_account_without_a_password_gets_one_by_mail(
    alice: User, forget: Any, mailoutbox: list[EmailMessage]
) -> None:
    alice.set_unusable_password()
    alice.save()
    forget()
    assert choose(mailoutbox[0]).status_code == 204
    assert sign_in(Client(), NEW).status_code == 200


@pytest.mark.parametrize("password", ["short", "alice@example.com", ""])
def test_a_weak_password_is_refused(alice: User, client_of: ClientOf, password: str) -> None:
    answer = client_of(alice).put("/api/users/me/password/", {"password": password}, "json")
    assert errors_of(answer) == ["password"]


def test_whoever_has_not_confirmed_of_late_changes_nothing(
    alice: User, client_of: ClientOf
) -> None:
    hers = client_of(alice)
    make_proof_old(alice.session)

    answer = hers.put("/api/users/me/password/", {"password": NEW}, "json")

    assert (answer.status_code, answer.json()["code"]) == (403, "sign_in_again")
    proof = {"password": "wrong"}
    assert errors_of(hers.post("/api/users/me/confirmation/", proof, "json")) == ["password"]
    assert hers.put("/api/users/me/password/", {"password": NEW}, "json").status_code == 403
    proof = {"password": PASSWORD}
    assert hers.post("/api/users/me/confirmation/", proof, "json").status_code == 204
    assert hers.put("/api/users/me/password/", {"password": NEW}, "json").status_code == 200


@pytest.mark.parametrize("proof", [{}, {"password": PASSWORD, "code": "123456"}, {"ceremony": "x"}])
def test_exactly_one_proof_is_asked_for(
    alice: User, client_of: ClientOf, proof: dict[str, str]
) -> None:
    assert errors_of(client_of(alice).post("/api/users/me/confirmation/", proof, "json")) == [""]


def test_nobody_changes_no_password(client_of: ClientOf) -> None:
    answer = client_of(None).put("/api/users/me/password/", {"password": NEW}, "json")
    assert answer.status_code == 401
