import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.statements.tests.factories import make_statement, make_transaction

ClientOf = Callable[[User | None], APIClient]


def rows_of(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


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


def test_spend_by_month_nets_refunds_and_leaves_payments_out(
    alice: User, client_of: ClientOf
) -> None:
    statement = make_statement(owner=alice)
    for day, kind, amount, currency in (
        (date(2026, 1, 31), "purchase", "10.10", "USD"),
        (date(2026, 1, 1), "refund", "-0.20", "USD"),
        (date(2026, 1, 15), "payment", "-500.00", "USD"),
        (date(2026, 1, 15), "fee", "3.00", "EUR"),
        (date(2025, 12, 31), "purchase", "1.00", "USD"),
    ):
        make_transaction(
            statement=statement, date=day, kind=kind, amount=Decimal(amount), currency=currency
        )

    assert client_of(alice).get("/api/transactions/spend-by-month/").json() == [
        {"month": "2025-12", "currency": "USD", "spend": "1.00"},
        {"month": "2026-01", "currency": "EUR", "spend": "3.00"},
        {"month": "2026-01", "currency": "USD", "spend": "9.90"},
    ]


@pytest.mark.django_db(transaction=True)
def test_the_export_is_one_csv_of_everything(alice: User, client_of: ClientOf) -> None:
    make_transaction(owner=alice, description='A "quoted", cell', amount=Decimal(5))
    make_transaction(owner=alice, date=date(2026, 2, 1), filename="b.csv")

    answer = client_of(alice).get("/api/transactions/export/")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "transactions.csv" in answer["Content-Disposition"]
    newest, oldest = rows_of(answer)
    assert newest["date"] == "2026-02-01"
    assert newest["statement"] == "b.csv"
    assert oldest == {
        "date": "2026-01-18",
        "description": 'A "quoted", cell',
        "merchant": "",
        "category": "Food & Drink",
        "kind": "purchase",
        "amount": "5.00",
        "currency": "USD",
        "card": "",
        "statement": "january.csv",
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(
    alice: User, client_of: ClientOf, start: str
) -> None:
    make_transaction(owner=alice, description=f"{start}HYPERLINK()", category="100%")
    row = rows_of(client_of(alice).get("/api/transactions/export/"))[0]
    assert row["description"] == f"'{start}HYPERLINK()"
    assert row["category"] == "100%"


@pytest.mark.django_db(transaction=True)
def test_an_outsider_gets_none_of_it(alice: User, bob: User, client_of: ClientOf) -> None:
    foreign = make_transaction(owner=alice)
    outsider = client_of(bob)

    assert outsider.get("/api/transactions/").json()["results"] == []
    filtered = outsider.get(f"/api/transactions/?statement={foreign.statement_id}")
    assert filtered.json()["results"] == []
    assert outsider.get("/api/transactions/spend-by-month/").json() == []
    assert rows_of(outsider.get("/api/transactions/export/")) == []
    for path in ("", "spend-by-month/", "export/"):
        assert client_of(None).get(f"/api/transactions/{path}").status_code == 401
