from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from apps.statements.parsing.amounts import COMMA, POINT, NumberFormat
from apps.statements.parsing.balances import parse_balance
from apps.statements.parsing.tables import open_table
from apps.statements.parsing.tests.ofx_fixtures import bank, coffee, make_ofx
from apps.statements.parsing.user_answers import Answers

HEADER = "Date,Description,Amount,Balance\n"
COMMONWEALTH = (
    '05/01/2026,"-4.75","COFFEE","+95.25"\n06/01/2026,"-5.00","TEA","+90.25"\n'
    '13/01/2026,"+900.00","SALARY","+990.25"\n'
)


def balance_of(text: str) -> tuple[date, Decimal] | None:
    table = open_table(BytesIO(text.encode()), answers=Answers(charge_sign="negative"))
    assert list(table.parse_rows())
    return table.balance


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["01-05,COFFEE,-4.75,95.25", "01-06,MARKET,-5,90.25"], (date(2026, 1, 6), "90.25")),
        (["01-06,MARKET,-5,90.25", "01-05,COFFEE,-4.75,95.25"], (date(2026, 1, 6), "90.25")),
        (["01-05,COFFEE,-4.75,95.25", "01-06,MARKET,-5,"], (date(2026, 1, 5), "95.25")),
        (["01-05,COFFEE,-4.75,5.25", "01-06,MARKET,-10,-4.75"], (date(2026, 1, 6), "-4.75")),
        # Of several rows of one day, the last may be above or below.
        (["01-05,COFFEE,-4.75,95.25", "01-05,MARKET,-5,90.25"], None),
    ],
    ids=["oldest first", "newest first", "empty cell", "overdraft", "one day"],
)
def test_balance_after_the_latest_row(rows: list[str], expected: tuple[date, str] | None) -> None:
    found = balance_of(HEADER + "".join(f"2026-{row}\n" for row in rows))

    assert found == (expected and (expected[0], Decimal(expected[1])))


def test_balance_of_a_known_format_without_header() -> None:
    assert balance_of(COMMONWEALTH) == (date(2026, 1, 13), Decimal("990.25"))


def test_ledger_balance_of_an_ofx_file() -> None:
    table = open_table(BytesIO(make_ofx(bank(coffee())).encode()))
    assert list(table.parse_rows())

    assert table.balance == (date(2026, 2, 1), Decimal("100.00"))


def test_file_without_balances() -> None:
    assert (
        balance_of("Date,Description,Amount\n2026-01-05,COFFEE,-4.75\n2026-01-06,MARKET,-5\n")
        is None
    )


@pytest.mark.parametrize(
    ("cell", "number_format", "expected"),
    [
        ("1,234.50 CR", POINT, "1234.50"),
        ("1,234.50 DR", POINT, "-1234.50"),
        ("1.234,50 H", COMMA, "1234.50"),
        ("1.234,50 S", COMMA, "-1234.50"),
        (" -20.00", POINT, "-20.00"),
        ("(20.00)", POINT, "-20.00"),
        ("n/a", POINT, None),
    ],
)
def test_sign_of_a_balance(cell: str, number_format: NumberFormat, expected: str | None) -> None:
    assert parse_balance(cell, number_format) == (expected and Decimal(expected))
