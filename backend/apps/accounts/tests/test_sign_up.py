from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tasks import mail_sign_up
from apps.accounts.tests.factories import PASSWORD
from apps.accounts.tests.mailed import token_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mails_at_once() -> Iterator[None]:
    with patch("apps.accounts.views.sign_up.mail_sign_up.delay", mail_sign_up):
        yield


@pytest.fixture
def sign_up(client: Client, django_capture_on_commit_callbacks: Any) -> Any:
    def ask(**changes: str) -> Any:
        body = {"email": "carol@example.com", "password": PASSWORD, "handle": "carol"} | changes
        with django_capture_on_commit_callbacks(execute=True):
            return client.post("/api/users/", body, content_type="application/json")

    return ask


def confirm(client: Client, token: str, **more: str) -> Any:
    return client.post("/api/users/confirm/", {"token": token} | more, "application/json")


def errors_of(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 400, answer.content
    return [(error["field"], error["message"]) for error in answer.json()["errors"]]


def test_an_account_exists_once_its_address_is_proven(
    client: Client, sign_up: Any, mailoutbox: list[Any]
) -> None:
    assert sign_up(email="Carol@Example.com").status_code == 202
    assert not User.objects.exists()

    answer = confirm(client, token_in(mailoutbox[0]))

    assert (answer.status_code, answer.json()) == (201, {"email": "carol@example.com"})
    assert client.login(email="CAROL@example.com", password=PASSWORD)
    again = confirm(client, token_in(mailoutbox[0]))
    assert (again.status_code, again.json()["code"]) == (400, "link_spent")


def test_an_address_that_has_an_account_is_answered_alike(
    sign_up: Any, alice: User, mailoutbox: list[Any]
) -> None:
    known, unknown = sign_up(email="ALICE@example.com"), sign_up()

    assert known.status_code == unknown.status_code == 202
    assert known.json()["detail"].replace("alice", "carol") == unknown.json()["detail"]
    assert [mail.subject for mail in mailoutbox] == [
        "You have an account already",
        "Confirm your address",
    ]
    assert "token=" not in mailoutbox[0].body


def test_whoever_opens_a_mail_gets_what_was_asked_for_with_it(
    client: Client, sign_up: Any, mailoutbox: list[Any]
) -> None:
    sign_up()
    sign_up(password="the-password-of-a-stranger", handle="stranger")

    confirm(client, token_in(mailoutbox[0]))

    assert User.objects.get().check_password(PASSWORD)
    assert confirm(client, token_in(mailoutbox[1])).json()["code"] == "link_spent"


def test_a_handle_that_was_taken_meanwhile_can_be_replaced(
    client: Client, sign_up: Any, mailoutbox: list[Any]
) -> None:
    sign_up()
    User.objects.create_user("other@example.com", PASSWORD, "Carol")

    answer = confirm(client, token_in(mailoutbox[0]))

    assert errors_of(answer) == [("handle", "This handle is taken.")]
    assert confirm(client, token_in(mailoutbox[0]), handle="carol2").status_code == 201
    assert User.objects.get(email="carol@example.com").handle == "carol2"


def test_a_forged_link_opens_nothing(client: Client) -> None:
    assert confirm(client, "forged").json()["code"] == "link_spent"


def test_a_handle_in_another_case_is_the_same_handle(sign_up: Any, alice: User) -> None:
    assert errors_of(sign_up(handle="Alice")) == [("handle", "This handle is taken.")]


@pytest.mark.parametrize(
    "handle", ["ab", "a" * 31, "two words", "tab\tbed", "new\nline", "ünïcode"]
)
def test_a_handle_has_a_form(sign_up: Any, handle: str) -> None:
    assert errors_of(sign_up(handle=handle))[0][0] == "handle"


@pytest.mark.parametrize(
    "password", ["short", "password123", "29384756102938", "carol@example.com"]
)
def test_a_weak_password_is_refused_with_its_reason(sign_up: Any, password: str) -> None:
    field, message = errors_of(sign_up(password=password))[0]
    assert field == "password"
    assert "password" in message.lower()


def test_every_bad_field_is_named_in_one_answer(sign_up: Any) -> None:
    fields = {field for field, _ in errors_of(sign_up(email="x", password="1", handle="-"))}
    assert fields == {"email", "password", "handle"}


def test_nobody_is_flooded_with_mails(sign_up: Any, mailoutbox: list[Any]) -> None:
    answers = [sign_up().status_code for _ in range(6)]
    assert answers == [202] * 5 + [429]
    assert len(mailoutbox) == 5


def test_a_superuser_signs_in_by_email() -> None:
    operator = User.objects.create_superuser("Op@example.com", PASSWORD, "operator")
    assert (operator.email, operator.is_staff, str(operator)) == (
        "op@example.com",
        True,
        "operator",
    )
    assert operator.get_full_name() == operator.get_short_name() == "operator"
