from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def sign_up(client: Client, **changes: str) -> Any:
    body = {"email": "carol@example.com", "password": PASSWORD, "handle": "carol"} | changes
    return client.post("/api/users/", body, content_type="application/json")


def errors_of(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 400, answer.content
    return [(error["field"], error["message"]) for error in answer.json()["errors"]]


def test_a_new_account_can_sign_in(client: Client) -> None:
    answer = sign_up(client, email="Carol@Example.com")

    assert answer.status_code == 201
    carol = User.objects.get()
    assert answer.json() == {"id": carol.pk, "email": "carol@example.com", "handle": "carol"}
    assert client.login(email="CAROL@example.com", password=PASSWORD)
    assert not carol.is_staff


def test_an_address_in_another_case_is_the_same_address(client: Client, alice: User) -> None:
    assert errors_of(sign_up(client, email="ALICE@example.com")) == [
        ("email", "An account with this address exists.")
    ]


def test_a_handle_in_another_case_is_the_same_handle(client: Client, alice: User) -> None:
    assert errors_of(sign_up(client, handle="Alice")) == [("handle", "This handle is taken.")]


@pytest.mark.parametrize(
    "handle", ["ab", "a" * 31, "two words", "tab\tbed", "new\nline", "ünïcode"]
)
def test_a_handle_has_a_form(client: Client, handle: str) -> None:
    assert errors_of(sign_up(client, handle=handle))[0][0] == "handle"


@pytest.mark.parametrize(
    "password", ["short", "password123", "29384756102938", "carol@example.com"]
)
def test_a_weak_password_is_refused_with_its_reason(client: Client, password: str) -> None:
    field, message = errors_of(sign_up(client, password=password))[0]
    assert field == "password"
    assert "password" in message.lower()


def test_every_bad_field_is_named_in_one_answer(client: Client) -> None:
    fields = {field for field, _ in errors_of(sign_up(client, email="x", password="1", handle="-"))}
    assert fields == {"email", "password", "handle"}


def test_two_who_race_for_one_address_both_get_an_answer(client: Client, alice: User) -> None:
    with patch("apps.accounts.serializers.SignUpSerializer.validate_email", lambda _, email: email):
        answer = sign_up(client, email="alice@example.com")

    assert errors_of(answer) == [("", "This address or handle was taken a moment ago.")]
    assert User.objects.count() == 1


def test_a_superuser_signs_in_by_email() -> None:
    operator = User.objects.create_superuser("Op@example.com", PASSWORD, "operator")
    assert (operator.email, operator.is_staff, str(operator)) == (
        "op@example.com",
        True,
        "operator",
    )
    assert operator.get_full_name() == operator.get_short_name() == "operator"
