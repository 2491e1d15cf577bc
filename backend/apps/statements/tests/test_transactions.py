from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.statements.tests.factories import make_statement, make_transaction

ClientOf = Callable[[User | None], APIClient]


def test_the_list_has_the_newest_day_first_and_exact_amounts(
    alice: User, client_of: ClientOf
) -> None:
    statement = make_statement(owner=alice)
    make_transaction(statement=statement, date=date(2026, 1, 1), amount=Decimal("-0.10"))
    make_transaction(statement=statement, date=date(2026, 2, 1), amount=Decimal("1234567890.99"))

    results = client_of(alice).get("/api/transactions/").json()["results"]

    assert [row["date"] for row in results] == ["2026-02-01", "2026-01-01"]
    assert [row["amount"] for row in results] == ["1234567890.99", "-0.10"]
    assert results[0]["statement"] == str(statement.pk)


def test_the_list_of_one_statement(alice: User, client_of: ClientOf) -> None:
    wanted = make_transaction(owner=alice)
    make_transaction(owner=alice)

    address = f"/api/transactions/?statement={wanted.statement_id}"
    results = client_of(alice).get(address).json()["results"]

    assert [row["id"] for row in results] == [wanted.pk]


def test_a_statement_that_is_no_id_is_named(alice: User, client_of: ClientOf) -> None:
    answer = client_of(alice).get("/api/transactions/?statement=1")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "statement"


@pytest.mark.django_db(transaction=True)
def test_an_outsider_gets_none_of_it(alice: User, bob: User, client_of: ClientOf) -> None:
    foreign = make_transaction(owner=alice)
    outsider = client_of(bob)

    assert outsider.get("/api/transactions/").json()["results"] == []
    filtered = outsider.get(f"/api/transactions/?statement={foreign.statement_id}")
    assert filtered.json()["results"] == []
    assert outsider.get("/api/transactions/totals/").json() == []
    header, *rows = b"".join(outsider.get("/api/transactions/export/")).splitlines()
    assert header.startswith(b"date,")
    assert rows == []
    for path in ("", "totals/", "export/"):
        assert client_of(None).get(f"/api/transactions/{path}").status_code == 401
