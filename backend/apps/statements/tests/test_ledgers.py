"""A ledger reads the same, whichever format a bank exports it in."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.statements.parsing.row_results import Row
from apps.statements.parsing.tests.ofx_fixtures import card, coffee, make_ofx
from apps.statements.parsing.tests.parsing_fixtures import open_content
from apps.statements.parsing.tests.workbook_fixtures import make_workbook
from apps.statements.parsing.user_answers import Answers

HEADER = ("Date", "Description", "Amount", "Currency", "Card Number")
ACCOUNT = "4111000000001234"
# The decimals of a few amounts may be ambiguous in a CSV, and its sign.
ANSWERS = Answers(
    date_order="year_first",
    charge_sign="negative",
    decimal_separator="point",
    date_column=0,
    description_column=1,
    amount_column=2,
)


class Purchase(NamedTuple):
    day: date
    name: str
    cents: int

    @property
    def amount(self) -> Decimal:
        return Decimal(self.cents).scaleb(-2)


names = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30
).filter(str.strip)
purchases = st.builds(
    Purchase,
    day=st.dates(date(2020, 1, 1), date(2026, 6, 1)),
    name=names.map(lambda name: f"SHOP {name}"),
    cents=st.integers(-9_999_999, 9_999_999).filter(bool),
)
ledgers = st.lists(purchases, min_size=1, max_size=12)


def as_csv(ledger: list[Purchase]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for each in ledger:
        writer.writerow((each.day.isoformat(), each.name, each.amount, "EUR", ACCOUNT))
    return text.getvalue()


def as_workbook(ledger: list[Purchase]) -> bytes:
    rows = [(each.day, each.name, float(each.amount), "EUR", ACCOUNT) for each in ledger]
    return make_workbook({"Activity": [HEADER, *rows]})


def as_ofx(ledger: list[Purchase], *, version: int) -> str:
    rows = (
        coffee(
            DTPOSTED=f"{each.day:%Y%m%d}120000[0:GMT]",
            TRNAMT=str(each.amount),
            NAME=each.name,
            FITID=str(number),
        )
        for number, each in enumerate(ledger)
    )
    return make_ofx(card(*rows, account=ACCOUNT, currency="EUR"), version=version)


def parsed(content: str | bytes, answers: Answers = ANSWERS) -> list[tuple[object, ...]]:
    results = list(open_content(content, answers=answers).parse_rows())
    rows = [result for result in results if isinstance(result, Row)]
    assert len(rows) == len(results)
    return [
        (row.date, row.description, row.kind, row.amount, row.currency, row.card) for row in rows
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@settings(max_examples=25, deadline=None)
@given(ledger=ledgers)
def test_ofx_reads_like_csv(newline: str, ledger: list[Purchase]) -> None:
    expected = parsed(as_csv(ledger))
    for version in (1, 2):
        content = as_ofx(ledger, version=version).replace("\n", newline)
        assert parsed(content, Answers()) == expected


@settings(max_examples=15, deadline=None)
@given(ledger=ledgers)
def test_workbook_reads_like_csv(ledger: list[Purchase]) -> None:
    assert parsed(as_workbook(ledger)) == parsed(as_csv(ledger))
