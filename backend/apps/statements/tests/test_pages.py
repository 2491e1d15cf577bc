from base64 import b64encode
from collections.abc import Callable

import pytest
from constance.test import override_config
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.statements.tests.factories import make_statement, make_transaction

ClientOf = Callable[[User | None], APIClient]


def test_pages_of_rows_of_one_day_neither_repeat_nor_skip(alice: User, client_of: ClientOf) -> None:
    statement = make_statement(owner=alice)
    rows = {make_transaction(statement=statement, line=line).pk for line in range(2, 12)}

    seen: list[int] = []
    address = "/api/transactions/"
    while address:
        with override_config(PAGE_SIZE=3):
            page = client_of(alice).get(address).json()
        assert len(page["results"]) <= 3
        seen += [row["id"] for row in page["results"]]
        address = page["next"]

    assert len(seen) == 10
    assert set(seen) == rows


@pytest.mark.parametrize("path", ["transactions", "statements"])
@pytest.mark.parametrize("cursor", ["x", b64encode(b"p=nonsense").decode()])
def test_a_cursor_that_nobody_issued_is_a_problem(
    alice: User, client_of: ClientOf, path: str, cursor: str
) -> None:
    answer = client_of(alice).get(f"/api/{path}/?cursor={cursor}")

    assert answer.status_code == 404
    assert answer.json()["detail"] == "Invalid cursor"


def test_a_cursor_beyond_the_end_finds_nothing(alice: User, client_of: ClientOf) -> None:
    cursor = b64encode(b"p=2026-01-01&o=" + b"9" * 30).decode()
    assert client_of(alice).get("/api/transactions/", {"cursor": cursor}).json()["results"] == []


def test_a_page_is_as_long_as_is_asked_for(alice: User, client_of: ClientOf) -> None:
    statement = make_statement(owner=alice)
    for line in range(2, 12):
        make_transaction(statement=statement, line=line)
    page = client_of(alice).get("/api/transactions/?page_size=2").json()
    assert len(page["results"]) == 2


@pytest.mark.parametrize("asked", ["100000", "501", "0", "-1", "x", ""])
def test_a_page_out_of_bounds_is_refused(alice: User, client_of: ClientOf, asked: str) -> None:
    answer = client_of(alice).get(f"/api/transactions/?page_size={asked}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "page_size"
