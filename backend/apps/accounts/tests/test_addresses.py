from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts import addresses
from apps.accounts.models import SecurityEvent, User
from apps.accounts.tests.factories import PASSWORD, make_proof_old, make_user
from apps.accounts.tests.mailed import token_in

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], APIClient]


@pytest.fixture
def ask(alice: User, client_of: ClientOf, mailing: Any) -> Any:
    """Alice asks for another address."""
    hers = client_of(alice)

    def change(email: str = "new@example.com") -> Any:
        with mailing():
            return hers.post("/api/users/me/email/", {"email": email}, "json")

    return change


@pytest.fixture
def confirm(mailing: Any) -> Any:
    def open_link(token: str) -> Any:
        """In a browser that was never here."""
        with mailing():
            return Client().post("/api/users/confirm-email/", {"token": token}, "application/json")

    return open_link


def sent_to(mailoutbox: list[EmailMessage], email: str) -> list[EmailMessage]:
    return [mail for mail in mailoutbox if mail.to == [email]]


def is_spent(answer: Any) -> bool:
    return bool(answer.status_code == 400 and answer.json()["code"] == "link_spent")


def test_an_address_changes_once_the_new_one_is_proven(
    ask: Any, confirm: Any, alice: User, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    assert ask("New@Example.com").status_code == 202
    alice.refresh_from_db()
    assert alice.email == "alice@example.com"

    answer = confirm(token_in(sent_to(mailoutbox, "new@example.com")[0]))

    assert (answer.status_code, answer.json()) == (200, {"email": "new@example.com"})
    for email, status in (("NEW@example.com", 200), ("alice@example.com", 401)):
        body = {"email": email, "password": PASSWORD}
        assert client.post("/api/session/", body, "application/json").status_code == status


def test_both_addresses_are_told(
    ask: Any, confirm: Any, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    ask()
    assert [mail.subject for mail in sent_to(mailoutbox, "alice@example.com")] == [
        "Your account: another e-mail address was asked for"
    ]
    token = token_in(sent_to(mailoutbox, "new@example.com")[0])
    mailoutbox.clear()

    confirm(token)

    assert {mail.to[0]: mail.subject for mail in mailoutbox} == dict.fromkeys(
        ("alice@example.com", "new@example.com"), "Your account: the e-mail address was changed"
    )
    kinds = SecurityEvent.objects.filter(user=alice).values_list("kind", flat=True)
    assert set(kinds) >= {"email_change_asked", "email_changed"}


def test_a_link_works_once(ask: Any, confirm: Any, mailoutbox: list[EmailMessage]) -> None:
    ask()
    token = token_in(sent_to(mailoutbox, "new@example.com")[0])
    assert confirm(token).status_code == 200
    assert is_spent(confirm(token))


def test_of_two_links_the_first_that_is_opened_counts(
    ask: Any, confirm: Any, mailoutbox: list[EmailMessage]
) -> None:
    ask("one@example.com")
    ask("two@example.com")
    assert confirm(token_in(sent_to(mailoutbox, "two@example.com")[0])).status_code == 200
    assert is_spent(confirm(token_in(sent_to(mailoutbox, "one@example.com")[0])))


def test_a_changed_password_voids_the_link(
    ask: Any, confirm: Any, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    ask()
    alice.set_password("a-password-of-tomorrow")
    alice.save()
    assert is_spent(confirm(token_in(sent_to(mailoutbox, "new@example.com")[0])))


def test_a_link_expires(
    ask: Any, confirm: Any, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    monkeypatch.setattr(addresses, "LINK_GOOD_FOR", timedelta(seconds=-1))
    assert is_spent(confirm(token_in(sent_to(mailoutbox, "new@example.com")[0])))


@pytest.mark.parametrize("token", ["forged", "a:b:c", "ünï:cö:de"])
def test_a_forged_link_changes_nothing(confirm: Any, token: str) -> None:
    assert is_spent(confirm(token))


def test_an_address_of_another_account_is_answered_alike_and_its_owner_is_told(
    ask: Any, bob: User, mailoutbox: list[EmailMessage]
) -> None:
    taken, free = ask("BOB@example.com"), ask("new@example.com")

    assert taken.status_code == free.status_code == 202
    assert taken.json()["detail"].replace("bob", "new") == free.json()["detail"]
    mail = sent_to(mailoutbox, "bob@example.com")[0]
    assert mail.subject == "Your address was given for another account"
    assert "token=" not in mail.body


def test_an_address_that_was_taken_meanwhile_stays_with_who_has_it(
    ask: Any, confirm: Any, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    ask()
    make_user(handle="new")

    assert is_spent(confirm(token_in(sent_to(mailoutbox, "new@example.com")[0])))

    alice.refresh_from_db()
    assert alice.email == "alice@example.com"


@pytest.mark.parametrize("email", ["alice@example.com", "Alice@Example.COM"])
def test_ones_own_address_is_no_other_one(
    ask: Any, mailoutbox: list[EmailMessage], email: str
) -> None:
    answer = ask(email)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["email"]
    assert not mailoutbox


def test_nobody_is_flooded_with_mails(ask: Any, mailoutbox: list[EmailMessage]) -> None:
    answers = [ask().status_code for _ in range(6)]
    assert answers == [202] * 5 + [429]
    assert len(sent_to(mailoutbox, "new@example.com")) == 5


def test_one_account_does_not_mail_to_everybody(ask: Any) -> None:
    answers = [ask(f"stranger{number}@example.com") for number in range(11)]
    assert [answer.status_code for answer in answers] == [202] * 10 + [429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_whoever_has_not_confirmed_of_late_asks_for_nothing(
    ask: Any, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    make_proof_old(alice.session)
    answer = ask()
    assert (answer.status_code, answer.json()["code"]) == (403, "sign_in_again")
    assert not mailoutbox


def test_nobody_asks_for_nothing(client_of: ClientOf) -> None:
    body = {"email": "new@example.com"}
    assert client_of(None).post("/api/users/me/email/", body, "json").status_code == 401
