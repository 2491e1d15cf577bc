from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.dateparse import parse_datetime
from django.utils.timezone import now
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.statements.models import Statement
from apps.statements.tests.factories import ONE_ROW, make_statement

ClientOf = Callable[[User | None], APIClient]


@pytest.fixture
def statement(alice: User) -> Statement:
    return make_statement(owner=alice, filename="Jänner & März.csv")


def test_the_owner_gets_back_what_they_uploaded(
    alice: User, client_of: ClientOf, client: Client, statement: Statement
) -> None:
    answer = client_of(alice).get(f"/api/statements/{statement.pk}/file/")

    assert answer.status_code == 200
    assert set(answer.json()) == {"url", "expires_at"}
    expires_at = parse_datetime(answer.json()["expires_at"])
    assert expires_at is not None
    assert expires_at > now()
    # A browser follows the link without the token.
    file = client.get(answer.json()["url"])
    assert file.getvalue() == ONE_ROW
    name = "J%C3%A4nner%20%26%20M%C3%A4rz.csv"
    assert file["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"


def test_the_link_is_for_this_file_alone(
    alice: User, bob: User, client_of: ClientOf, client: Client, statement: Statement
) -> None:
    url = client_of(alice).get(f"/api/statements/{statement.pk}/file/").json()["url"]
    other = make_statement(owner=bob)
    assert client.get(url.replace(str(statement.pk), str(other.pk))).status_code == 403


def test_an_outsider_gets_no_link(
    bob: User, client_of: ClientOf, client: Client, statement: Statement
) -> None:
    address = f"/api/statements/{statement.pk}/file/"
    assert client_of(bob).get(address).status_code == 404
    assert client_of(None).get(address).status_code == 401
    assert client.get(f"/media/private/{statement.file.name}").status_code == 403
