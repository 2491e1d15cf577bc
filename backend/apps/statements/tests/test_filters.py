import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.db.models import QuerySet

from apps.accounts.models import User
from apps.statements.filters import SORTS, TransactionFilter, ordering
from apps.statements.models import Transaction
from apps.statements.tests.factories import (
    ClientOf,
    make_statement,
    make_transaction,
    make_transactions,
)

ROWS: dict[str, dict[str, Any]] = {
    "coffee": {"merchant": "Blue Bottle", "description": "SQ *BLUE BOTTLE 0042 SF"},
    "dear": {"amount": Decimal("900.00"), "merchant": "Summit Bikes", "category": "shopping"},
    "old": {"date": date(2025, 3, 1), "merchant": "Lantern", "category": ""},
    "euro": {"currency": "EUR", "merchant": "Boulangerie", "card": "BNP ••1234"},
    "refund": {"kind": "refund", "amount": Decimal("-20.00"), "merchant": "100%_Wool"},
    "unnamed": {"merchant": "", "description": "corner shop"},
}


@pytest.fixture
def rows(alice: User) -> dict[str, Transaction]:
    statement = make_statement(owner=alice)
    return {
        name: make_transaction(statement=statement, line=line, **({"category": "gifts"} | fields))
        for line, (name, fields) in enumerate(ROWS.items(), start=2)
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("date_from=2026-01-18", {"coffee", "dear", "euro", "refund", "unnamed"}),
        ("date_to=2026-01-17", {"old"}),
        ("amount_min=900", {"dear"}),
        ("amount_max=-0.01", {"refund"}),
        ("category=shopping", {"dear"}),
        ("category=", {"old"}),
        ("category=&category=shopping", {"old", "dear"}),
        ("merchant=Blue+Bottle", {"coffee"}),
        ("merchant=corner+shop", {"unnamed"}),
        (urlencode({"card": "BNP ••1234"}), {"euro"}),
        ("kind=refund", {"refund"}),
        ("currency=EUR", {"euro"}),
        ("text=bottle+blue", {"coffee"}),
        ("text=0042", {"coffee"}),
        ("text=%25_wool", {"refund"}),
        ("text=b%25e", set()),
        ("text=", set(ROWS)),
        ("currency=USD&text=corner&amount_max=5", {"unnamed"}),
    ],
)
def test_filter_returns_matching_rows(
    alice: User,
    client_of: ClientOf,
    rows: dict[str, Transaction],
    query: str,
    found: set[str],
) -> None:
    response = client_of(alice).get(f"/api/transactions/?{query}")
    assert {row["id"] for row in response.json()["results"]} == {rows[name].pk for name in found}


def test_filter_by_statement(alice: User, client_of: ClientOf) -> None:
    wanted = make_transaction(owner=alice)
    make_transaction(owner=alice)
    url = f"/api/transactions/?statement={wanted.statement_id}"
    results = client_of(alice).get(url).json()["results"]
    assert [row["id"] for row in results] == [wanted.pk]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("statement=1", "statement"),
        ("date_from=yesterday", "date_from"),
        ("date_from=2026-02-01&date_to=2026-01-01", "date_to"),
        ("amount_min=much", "amount_min"),
        ("amount_min=2&amount_max=1", "amount_max"),
        ("kind=gold", "kind"),
        ("currency=euro", "currency"),
        ("sort=colour", "sort"),
        ("text=%00", "text"),
    ],
)
def test_invalid_filter_is_rejected(
    alice: User, client_of: ClientOf, query: str, field: str
) -> None:
    response = client_of(alice).get(f"/api/transactions/?{query}")
    assert response.status_code == 400
    assert [error["field"].split(".")[0] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize("column", ["date", "amount", "merchant", "category"])
def test_sort_ascending_and_descending(
    alice: User, client_of: ClientOf, rows: dict[str, Transaction], column: str
) -> None:
    client = client_of(alice)
    ascending = client.get(f"/api/transactions/?sort={column}").json()["results"]
    descending = client.get(f"/api/transactions/?sort=-{column}").json()["results"]
    values = [Decimal(row[column]) if column == "amount" else row[column] for row in ascending]
    assert values == sorted(values)
    assert descending == ascending[::-1]


@pytest.mark.parametrize("sort", ["-date", "amount", "amount&text=coffee", "category", "-merchant"])
def test_sorted_pages_have_each_row_once(alice: User, client_of: ClientOf, sort: str) -> None:
    make_transactions(statement=make_statement(owner=alice), count=25)
    client, seen = client_of(alice), []
    url = f"/api/transactions/?sort={sort}&page_size=7"
    while url:
        page = client.get(url).json()
        seen += [row["id"] for row in page["results"]]
        url = page["next"]
    assert len(seen) == 25
    assert len(set(seen)) == 25


def test_totals_are_per_currency_without_payments(alice: User, client_of: ClientOf) -> None:
    statement = make_statement(owner=alice)
    for kind, amount, currency in (
        ("purchase", "10.00", "USD"),
        ("payment", "-500.00", "USD"),
        ("refund", "-1.50", "USD"),
        ("payment", "-3.00", "EUR"),
    ):
        make_transaction(statement=statement, kind=kind, amount=Decimal(amount), currency=currency)
    totals = client_of(alice).get("/api/transactions/totals/").json()
    assert totals == [
        {"currency": "USD", "count": 3, "spend": "8.50"},
        {"currency": "EUR", "count": 1, "spend": "0.00"},
    ]


def test_first_page_of_each_sort_reads_few_rows(alice: User) -> None:
    statement = make_statement(owner=alice)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO statements_transaction (owner_id, statement_id, line, date, description,"
            " merchant, category, kind, amount, currency) SELECT %s, %s, n,"
            " date '2026-01-01' - n %% 3000, 'SHOP', 'Shop ' || n %% 400, 'category ' || n %% 12,"
            " 'purchase', n %% 30011 / 100.0, 'USD' FROM generate_series(1, 20000) AS n",
            [alice.pk, statement.pk],
        )
        cursor.execute("ANALYZE statements_transaction")
    everything = TransactionFilter().queryset(owner_id=alice.pk)

    read = {sort: rows_read(everything.order_by(*ordering(sort))[:51]) for sort in SORTS}

    assert {sort: rows for sort, rows in read.items() if rows > 1_000} == {}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (TransactionFilter(category=["travel"]), ("-whole_amount", "-amount", "-id")),
        (TransactionFilter(text="rare"), ("-amount", "-id")),
        (TransactionFilter(kind="fee", category=["travel"]), ("-amount", "-id")),
    ],
)
def test_rows_that_may_be_few_are_sorted_without_the_index_of_amounts(
    filters: TransactionFilter, expected: tuple[str, ...]
) -> None:
    assert ordering("-amount", filters) == expected


def test_rows_of_a_merchant_are_not_sorted_by_merchant() -> None:
    of_merchant = TransactionFilter(merchant="Lantern")
    assert ordering("merchant", of_merchant) == ("-date", "-id")
    assert ordering("-merchant", of_merchant) == ("date", "id")


def rows_read(found: QuerySet[Transaction]) -> float:
    """Return the most rows that a step of the query's plan has read."""
    [explained] = json.loads(found.explain(format="json", analyze=True))
    return max(float(node["Actual Rows"]) for node in plan_nodes(explained["Plan"]))


def plan_nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from plan_nodes(child)
