import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.accounts.models import User
from apps.statements.tests.factories import ClientOf, make_transaction


def rows_of(response: Any) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.django_db(transaction=True)
def test_csv_export(alice: User, client_of: ClientOf) -> None:
    make_transaction(owner=alice, description='A "quoted", cell', amount=Decimal(5))
    make_transaction(owner=alice, date=date(2026, 2, 1), filename="b.csv")

    response = client_of(alice).get("/api/transactions/export/")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "transactions.csv" in response["Content-Disposition"]
    newest, oldest = rows_of(response)
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
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\x01", "\x1f"])
def test_csv_export_escapes_formulas(alice: User, client_of: ClientOf, start: str) -> None:
    make_transaction(owner=alice, description=f"{start}HYPERLINK()", category="100%")
    row = rows_of(client_of(alice).get("/api/transactions/export/"))[0]
    assert row["description"] == f"'{start}HYPERLINK()"
    assert row["category"] == "100%"


@pytest.mark.django_db(transaction=True)
def test_csv_export_is_filtered(alice: User, client_of: ClientOf) -> None:
    make_transaction(owner=alice, category="fuel")
    make_transaction(owner=alice, category="gifts")

    rows = rows_of(client_of(alice).get("/api/transactions/export/?category=gifts"))

    assert [row["category"] for row in rows] == ["gifts"]


@pytest.mark.django_db(transaction=True)
def test_export_of_an_unknown_word_is_empty(alice: User, client_of: ClientOf) -> None:
    make_transaction(owner=alice)
    client = client_of(alice)
    assert rows_of(client.get("/api/transactions/export/?text=zebra")) == []
    response: Any = client.get("/api/transactions/export-json-lines/?text=zebra")
    assert b"".join(response.streaming_content) == b""
    assert client_of(alice).get("/api/transactions/export/?kind=gold").status_code == 400


@pytest.mark.django_db(transaction=True)
def test_json_lines_export_is_unchanged(alice: User, client_of: ClientOf) -> None:
    awkward = "=\"A\" \\ B, 'C'\nD \x01 E é"
    make_transaction(owner=alice, description=awkward, amount=Decimal("-0.10"), merchant="")
    make_transaction(owner=alice, date=date(2026, 2, 1))

    response: Any = client_of(alice).get("/api/transactions/export-json-lines/")

    assert response["Content-Type"] == "application/jsonl"
    newest, oldest = b"".join(response.streaming_content).decode().splitlines()
    assert json.loads(newest)["date"] == "2026-02-01"
    assert json.loads(oldest) == {
        "date": "2026-01-18",
        "description": awkward,
        "merchant": "",
        "category": "Food & Drink",
        "kind": "purchase",
        "amount": "-0.10",
        "currency": "USD",
        "card": "",
        "statement": "january.csv",
    }
