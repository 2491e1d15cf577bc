from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient
from social_django.models import UserSocialAuth

from apps.accounts.audit_log import record_event
from apps.accounts.models import Passkey, SecurityEvent, Totp, User
from apps.accounts.registration import email_change
from apps.accounts.social.connections import link
from apps.accounts.tests.factories import (
    PASSWORD,
    add_totp,
    expire_authentication,
    make_session,
    make_user,
)
from apps.accounts.tests.mail_links import token_in

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], APIClient]


@pytest.fixture
def change(alice: User, client_of: ClientOf, mailing: Any) -> Any:
    """Return a function that requests another email for Alice."""
    hers = client_of(alice)

    def change(email: str = "new@example.com") -> Any:
        with mailing():
            return hers.post("/api/users/me/email/", {"email": email}, "json")

    return change


@pytest.fixture
def confirm(mailing: Any) -> Any:
    def open_link(token: str) -> Any:
        """Open the link in a new browser."""
        with mailing():
            return Client().post("/api/users/confirm-email/", {"token": token}, "application/json")

    return open_link


def sent_to(mailoutbox: list[EmailMessage], email: str) -> list[EmailMessage]:
    return [mail for mail in mailoutbox if mail.to == [email]]


def is_spent(response: Any) -> bool:
    return bool(response.status_code == 400 and response.json()["code"] == "link_spent")


def test_email_changes_once_confirmed(
    change: Any, confirm: Any, alice: User, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    assert change("New@Example.com").status_code == 202
    alice.refresh_from_db()
    assert alice.email == "alice@example.com"

    response = confirm(token_in(sent_to(mailoutbox, "new@example.com")[0]))

    assert (response.status_code, response.json()) == (200, {"email": "new@example.com"})
    for email, status in (("NEW@example.com", 200), ("alice@example.com", 401)):
        body = {"email": email, "password": PASSWORD}
        assert client.post("/api/session/", body, "application/json").status_code == status


def test_email_change_notifies_both_emails(
    change: Any, confirm: Any, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    change()
    assert [mail.subject for mail in sent_to(mailoutbox, "alice@example.com")] == [
        "A change of your email was requested"
    ]
    token = token_in(sent_to(mailoutbox, "new@example.com")[0])
    mailoutbox.clear()

    confirm(token)

    assert {mail.to[0]: mail.subject for mail in mailoutbox} == dict.fromkeys(
        ("alice@example.com", "new@example.com"), "Your email was changed"
    )
    kinds = SecurityEvent.objects.filter(user=alice).values_list("kind", flat=True)
    assert set(kinds) >= {"email_change_asked", "email_changed"}


def test_link_works_once(change: Any, confirm: Any, mailoutbox: list[EmailMessage]) -> None:
    change()
    token = token_in(sent_to(mailoutbox, "new@example.com")[0])
    assert confirm(token).status_code == 200
    assert is_spent(confirm(token))


def test_first_opened_link_wins(change: Any, confirm: Any, mailoutbox: list[EmailMessage]) -> None:
    change("one@example.com")
    change("two@example.com")
    assert confirm(token_in(sent_to(mailoutbox, "two@example.com")[0])).status_code == 200
    assert is_spent(confirm(token_in(sent_to(mailoutbox, "one@example.com")[0])))


def test_password_change_invalidates_link(
    change: Any, confirm: Any, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    change()
    alice.set_password("a-password-of-tomorrow")
    alice.save()
    assert is_spent(confirm(token_in(sent_to(mailoutbox, "new@example.com")[0])))


def test_link_expires(
    change: Any, confirm: Any, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    change()
    monkeypatch.setattr(email_change, "LINK_LIFETIME", timedelta(seconds=-1))
    assert is_spent(confirm(token_in(sent_to(mailoutbox, "new@example.com")[0])))


@pytest.mark.parametrize("token", ["forged", "a:b:c", "ünï:cö:de"])
def test_forged_link_is_rejected(confirm: Any, token: str) -> None:
    assert is_spent(confirm(token))


def test_taken_email_gets_same_response_and_notification(
    change: Any, bob: User, mailoutbox: list[EmailMessage]
) -> None:
    taken, free = change("BOB@example.com"), change("new@example.com")

    assert taken.status_code == free.status_code == 202
    assert taken.json()["detail"].replace("bob", "new") == free.json()["detail"]
    mail = sent_to(mailoutbox, "bob@example.com")[0]
    assert mail.subject == "Your email was requested for another account"
    assert "token=" not in mail.body


def test_email_taken_meanwhile_stays(
    change: Any, confirm: Any, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    change()
    make_user(handle="new")

    assert is_spent(confirm(token_in(sent_to(mailoutbox, "new@example.com")[0])))

    alice.refresh_from_db()
    assert alice.email == "alice@example.com"


@pytest.mark.parametrize("email", ["alice@example.com", "Alice@Example.COM"])
def test_own_email_is_rejected(change: Any, mailoutbox: list[EmailMessage], email: str) -> None:
    response = change(email)
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["email"]
    assert not mailoutbox


def test_mails_per_email_are_limited(change: Any, mailoutbox: list[EmailMessage]) -> None:
    responses = [change().status_code for _ in range(6)]
    assert responses == [202] * 5 + [429]
    assert len(sent_to(mailoutbox, "new@example.com")) == 5


def test_email_changes_per_account_are_limited(change: Any) -> None:
    responses = [change(f"stranger{number}@example.com") for number in range(11)]
    assert [response.status_code for response in responses] == [202] * 10 + [429]
    assert int(responses[-1]["Retry-After"]) > 0


def test_email_change_requires_recent_authentication(
    change: Any, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    expire_authentication(alice.session)
    response = change()
    assert (response.status_code, response.json()["code"]) == (403, "sign_in_again")
    assert not mailoutbox


def test_email_change_requires_login(client_of: ClientOf) -> None:
    body = {"email": "new@example.com"}
    assert client_of(None).post("/api/users/me/email/", body, "json").status_code == 401


@pytest.fixture
def undo(mailing: Any) -> Any:
    def open_link(token: str) -> Any:
        with mailing():
            return Client().post("/api/users/undo-email/", {"token": token}, "application/json")

    return open_link


def change_to(email: str, *, user: User, confirm: Any, mailoutbox: list[EmailMessage]) -> str:
    """Change the email; return the token that is sent to the old one."""
    before = user.email
    assert confirm(email_change.create_link_token(user, email=email)).status_code == 200
    user.refresh_from_db()
    assert user.email == email
    return token_in(sent_to(mailoutbox, before)[-1])


def test_undo_restores_old_email(
    confirm: Any, undo: Any, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    kept = Passkey.objects.create(user=alice, credential_id=b"hers", credential=b"hers")
    Passkey.objects.update(created_at=timezone.now() - timedelta(days=1))
    token = change_to("thief@example.com", user=alice, confirm=confirm, mailoutbox=mailoutbox)
    assert "/undo-email#token=" in sent_to(mailoutbox, "alice@example.com")[-1].body
    assert "undo" not in sent_to(mailoutbox, "thief@example.com")[-1].body
    alice.set_password("a-password-of-a-thief")
    alice.save()
    session = make_session(alice)
    add_totp(alice)
    link(user=alice, provider="github", uid="thief")
    Passkey.objects.create(user=alice, credential_id=b"thief", credential=b"thief")
    User.objects.filter(pk=alice.pk).update(deletion_due_at=timezone.now())

    response = undo(token)

    assert (response.status_code, response.json()) == (200, {"email": "alice@example.com"})
    alice.refresh_from_db()
    assert (alice.email, alice.email_confirmed) == ("alice@example.com", True)
    assert (alice.has_usable_password(), alice.deletion_due_at) == (False, None)
    session.refresh_from_db()
    assert not session.is_live
    assert list(alice.passkeys.all()) == [kept]
    assert not UserSocialAuth.objects.exists()
    assert not alice.has_second_factor
    assert not alice.recovery_codes.exists()
    assert {mail.to[0] for mail in mailoutbox[-2:]} == {"alice@example.com", "thief@example.com"}
    assert mailoutbox[-1].subject == "The change of your email was undone"
    assert is_spent(undo(token))


def test_undo_keeps_older_login_methods(
    confirm: Any, undo: Any, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    add_totp(alice)
    Totp.objects.update(confirmed_at=timezone.now() - timedelta(days=1))
    token = change_to("new@example.com", user=alice, confirm=confirm, mailoutbox=mailoutbox)
    assert undo(token).status_code == 200
    assert alice.has_second_factor
    assert alice.recovery_codes.count() == 10


def test_undo_cannot_be_undone(
    confirm: Any, undo: Any, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    """The first undo wins: links of later changes stop working."""
    hers = change_to("thief@example.com", user=alice, confirm=confirm, mailoutbox=mailoutbox)
    theirs = change_to("other@example.com", user=alice, confirm=confirm, mailoutbox=mailoutbox)
    back = email_change.create_link_token(alice, email="again@example.com")
    assert undo(hers).status_code == 200
    assert is_spent(undo(theirs))
    assert is_spent(confirm(back))
    alice.refresh_from_db()
    assert alice.email == "alice@example.com"


def test_undo_link_expires_after_a_week(
    confirm: Any, undo: Any, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    token = change_to("new@example.com", user=alice, confirm=confirm, mailoutbox=mailoutbox)
    changes = SecurityEvent.objects.filter(kind="email_changed")
    changes.update(created_at=timezone.now() - timedelta(days=7))
    assert is_spent(undo(token))
    changes.update(created_at=timezone.now() - timedelta(days=7) + timedelta(minutes=1))
    assert undo(token).status_code == 200


def test_undo_fails_when_old_email_is_taken(
    confirm: Any, undo: Any, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    token = change_to("new@example.com", user=alice, confirm=confirm, mailoutbox=mailoutbox)
    User.objects.create_user("alice@example.com", PASSWORD, "another")
    assert is_spent(undo(token))


@pytest.mark.parametrize("token", ["forged", "a:b:c", "ünï:cö:de"])
def test_undo_rejects_forged_link(undo: Any, token: str) -> None:
    assert is_spent(undo(token))


def test_undo_rejects_confirmation_link(undo: Any, alice: User) -> None:
    assert is_spent(undo(email_change.create_link_token(alice, email="new@example.com")))
    event = record_event(
        SecurityEvent.Kind.EMAIL_CHANGE_ASKED, user=alice, client_info=None, before="a@b.c"
    )
    assert is_spent(undo(email_change.create_undo_token(event)))


def test_mails_carry_tokens_in_url_fragments(
    change: Any, mailing: Any, alice: User, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    change()
    with mailing():
        body = {"email": alice.email}
        client.post("/api/password-resets/", body, "application/json")
        sign_up = {"email": "bob@example.com", "handle": "bob", "password": PASSWORD}
        client.post("/api/users/", sign_up, "application/json")
    bodies = [str(mail.body) for mail in mailoutbox]
    assert sum("#token=" in body or "#uid=" in body for body in bodies) == 3
    assert not [body for body in bodies if "?" in body.partition("http")[2].split()[0]]
