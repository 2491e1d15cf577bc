from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tasks import mail_sign_up
from apps.accounts.tests.factories import PASSWORD
from apps.accounts.tests.mail_links import token_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mails_at_once() -> Iterator[None]:
    with patch("apps.accounts.views.sign_up.mail_sign_up.delay", mail_sign_up):
        yield


@pytest.fixture
def sign_up(client: Client, django_capture_on_commit_callbacks: Any) -> Any:
    def post(**changes: str) -> Any:
        body = {"email": "carol@example.com", "password": PASSWORD, "handle": "carol"} | changes
        with django_capture_on_commit_callbacks(execute=True):
            return client.post("/api/users/", body, content_type="application/json")

    return post


def confirm(client: Client, token: str, **more: str) -> Any:
    return client.post("/api/users/confirm/", {"token": token} | more, "application/json")


def errors_of(response: Any) -> list[tuple[str, str]]:
    assert response.status_code == 400, response.content
    return [(error["field"], error["message"]) for error in response.json()["errors"]]


def test_account_is_created_once_email_is_confirmed(
    client: Client, sign_up: Any, mailoutbox: list[Any]
) -> None:
    assert sign_up(email="Carol@Example.com").status_code == 202
    assert not User.objects.exists()

    response = confirm(client, token_in(mailoutbox[0]))

    assert (response.status_code, response.json()["email"]) == (201, "carol@example.com")
    assert client.login(email="CAROL@example.com", password=PASSWORD)
    again = confirm(client, token_in(mailoutbox[0]))
    assert (again.status_code, again.json()["code"]) == (400, "link_spent")


def test_confirmation_signs_in_the_browser_that_signed_up(
    client: Client, sign_up: Any, mailoutbox: list[Any]
) -> None:
    sign_up()

    response = confirm(client, token_in(mailoutbox[0]))

    session = response.json()["session"]
    assert session["user"]["email"] == "carol@example.com"
    assert client.get("/api/users/me/", HTTP_AUTHORIZATION=f"Bearer {session['access']}").json()
    assert client.post("/api/session/refresh/").status_code == 200
    # The link is used, and with it the cookie.
    assert confirm(client, token_in(mailoutbox[0])).json()["code"] == "link_spent"


def test_confirmation_elsewhere_does_not_sign_in(sign_up: Any, mailoutbox: list[Any]) -> None:
    """The password may be of another user, who signed up with the email of the owner."""
    sign_up()
    owners = Client()

    response = confirm(owners, token_in(mailoutbox[0]))

    assert (response.status_code, response.json()["session"]) == (201, None)
    assert "refresh" not in owners.cookies


def test_confirmation_of_another_sign_up_does_not_sign_in(
    client: Client, sign_up: Any, mailoutbox: list[Any]
) -> None:
    sign_up()
    sign_up(handle="carol2")

    response = confirm(client, token_in(mailoutbox[0]))

    assert (response.status_code, response.json()["session"]) == (201, None)


def test_confirmation_from_another_site_is_rejected(
    client: Client, sign_up: Any, mailoutbox: list[Any]
) -> None:
    sign_up()
    body = {"token": token_in(mailoutbox[0])}

    response = client.post(
        "/api/users/confirm/", body, "application/json", HTTP_SEC_FETCH_SITE="cross-site"
    )

    assert (response.status_code, response.json()["code"]) == (403, "cross_origin")


def test_taken_email_gets_same_response(sign_up: Any, alice: User, mailoutbox: list[Any]) -> None:
    known, unknown = sign_up(email="ALICE@example.com"), sign_up()

    assert known.status_code == unknown.status_code == 202
    assert known.json()["detail"].replace("alice", "carol") == unknown.json()["detail"]
    assert [mail.subject for mail in mailoutbox] == [
        "You already have an account",
        "Confirm your email",
    ]
    assert "token=" not in mailoutbox[0].body


def test_each_mail_confirms_its_own_sign_up(
    client: Client, sign_up: Any, mailoutbox: list[Any]
) -> None:
    sign_up()
    sign_up(password="the-password-of-a-stranger", handle="stranger")

    confirm(client, token_in(mailoutbox[0]))

    assert User.objects.get().check_password(PASSWORD)
    assert confirm(client, token_in(mailoutbox[1])).json()["code"] == "link_spent"


def test_taken_handle_can_be_replaced(client: Client, sign_up: Any, mailoutbox: list[Any]) -> None:
    sign_up()
    User.objects.create_user("other@example.com", PASSWORD, "Carol")

    response = confirm(client, token_in(mailoutbox[0]))

    assert errors_of(response) == [("handle", "This username is taken.")]
    assert confirm(client, token_in(mailoutbox[0]), handle="carol2").status_code == 201
    assert User.objects.get(email="carol@example.com").handle == "carol2"


def test_forged_link_is_rejected(client: Client) -> None:
    assert confirm(client, "forged").json()["code"] == "link_spent"


def test_handle_is_case_insensitive(sign_up: Any, alice: User) -> None:
    assert errors_of(sign_up(handle="Alice")) == [("handle", "This username is taken.")]


@pytest.mark.parametrize(
    "handle", ["ab", "a" * 31, "two words", "tab\tbed", "new\nline", "ünïcode"]
)
def test_handle_is_validated(sign_up: Any, handle: str) -> None:
    assert errors_of(sign_up(handle=handle))[0][0] == "handle"


@pytest.mark.parametrize(
    "password", ["short", "password123", "29384756102938", "carol@example.com"]
)
def test_weak_password_is_rejected_with_reason(sign_up: Any, password: str) -> None:
    field, message = errors_of(sign_up(password=password))[0]
    assert field == "password"
    assert "password" in message.lower()


def test_all_field_errors_are_returned(sign_up: Any) -> None:
    fields = {field for field, _ in errors_of(sign_up(email="x", password="1", handle="-"))}
    assert fields == {"email", "password", "handle"}


def test_sign_up_mails_are_limited(sign_up: Any, mailoutbox: list[Any]) -> None:
    responses = [sign_up().status_code for _ in range(6)]
    assert responses == [202] * 5 + [429]
    assert len(mailoutbox) == 5


def test_superuser_signs_in_by_email() -> None:
    operator = User.objects.create_superuser("Op@example.com", PASSWORD, "operator")
    assert (operator.email, operator.is_staff, str(operator)) == (
        "op@example.com",
        True,
        "operator",
    )
    assert operator.get_full_name() == operator.get_short_name() == "operator"
