import pytest
from django.test import Client
from django.utils.dateparse import parse_datetime
from django.utils.timezone import now

from apps.accounts.models import User
from apps.statements.models import Statement
from apps.statements.tests.factories import ONE_ROW, ClientOf, make_statement


@pytest.fixture
def statement(alice: User) -> Statement:
    return make_statement(owner=alice, filename="Jänner & März.csv")


def test_owner_downloads_original_file(
    alice: User, client_of: ClientOf, client: Client, statement: Statement
) -> None:
    response = client_of(alice).get(f"/api/statements/{statement.pk}/file/")

    assert response.status_code == 200
    assert set(response.json()) == {"url", "expires_at"}
    expires_at = parse_datetime(response.json()["expires_at"])
    assert expires_at is not None
    assert expires_at > now()
    # A browser follows the link without the token.
    file = client.get(response.json()["url"])
    assert file.getvalue() == ONE_ROW
    name = "J%C3%A4nner%20%26%20M%C3%A4rz.csv"
    assert file["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"


@pytest.mark.parametrize(
    ("filename", "content_type"),
    [
        ("january.CSV", "text/csv"),
        ("january.XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("january.xls", "application/vnd.ms-excel"),
        ("january.ofx", "application/x-ofx"),
        ("january.qfx", "application/vnd.intu.qfx"),
        ("january.html", "text/csv"),
    ],
)
def test_original_file_has_its_content_type(
    alice: User, client_of: ClientOf, client: Client, filename: str, content_type: str
) -> None:
    statement = make_statement(owner=alice, filename=filename)
    response = client_of(alice).get(f"/api/statements/{statement.pk}/file/")
    assert client.get(response.json()["url"])["Content-Type"] == content_type


def test_link_is_valid_for_one_file(
    alice: User, bob: User, client_of: ClientOf, client: Client, statement: Statement
) -> None:
    url = client_of(alice).get(f"/api/statements/{statement.pk}/file/").json()["url"]
    other = make_statement(owner=bob)
    assert client.get(url.replace(str(statement.pk), str(other.pk))).status_code == 403


def test_file_link_returns_404_to_other_users(
    bob: User, client_of: ClientOf, client: Client, statement: Statement
) -> None:
    url = f"/api/statements/{statement.pk}/file/"
    assert client_of(bob).get(url).status_code == 404
    assert client_of(None).get(url).status_code == 401
    assert client.get(f"/media/private/{statement.file.name}").status_code == 403
