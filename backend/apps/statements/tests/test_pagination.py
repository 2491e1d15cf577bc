from base64 import b64encode

import pytest
from constance.test import override_config

from apps.accounts.models import User
from apps.statements.tests.factories import ClientOf, make_statement, make_transaction


def test_pages_of_one_day_have_each_row_once(alice: User, client_of: ClientOf) -> None:
    statement = make_statement(owner=alice)
    rows = {make_transaction(statement=statement, line=line).pk for line in range(2, 12)}

    seen: list[int] = []
    url = "/api/transactions/"
    while url:
        with override_config(PAGE_SIZE=3):
            page = client_of(alice).get(url).json()
        assert len(page["results"]) <= 3
        seen += [row["id"] for row in page["results"]]
        url = page["next"]

    assert len(seen) == 10
    assert set(seen) == rows


@pytest.mark.parametrize("path", ["transactions", "statements"])
@pytest.mark.parametrize("cursor", ["x", b64encode(b"p=nonsense").decode()])
def test_invalid_cursor_returns_404(
    alice: User, client_of: ClientOf, path: str, cursor: str
) -> None:
    response = client_of(alice).get(f"/api/{path}/?cursor={cursor}")

    assert response.status_code == 404
    assert response.json()["detail"] == "Invalid cursor"


def test_cursor_beyond_end_returns_no_rows(alice: User, client_of: ClientOf) -> None:
    cursor = b64encode(b"p=2026-01-01&o=" + b"9" * 30).decode()
    assert client_of(alice).get("/api/transactions/", {"cursor": cursor}).json()["results"] == []


def test_page_size_is_applied(alice: User, client_of: ClientOf) -> None:
    statement = make_statement(owner=alice)
    for line in range(2, 12):
        make_transaction(statement=statement, line=line)
    page = client_of(alice).get("/api/transactions/?page_size=2").json()
    assert len(page["results"]) == 2


@pytest.mark.parametrize("query", ["100000", "501", "0", "-1", "x", ""])
def test_invalid_page_size_is_rejected(alice: User, client_of: ClientOf, query: str) -> None:
    response = client_of(alice).get(f"/api/transactions/?page_size={query}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "page_size"
