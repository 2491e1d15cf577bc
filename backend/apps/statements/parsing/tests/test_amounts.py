from decimal import Decimal

import pytest

from apps.statements.parsing.amounts import COMMA, POINT, NumberFormat, parse_amount, parse_currency

WITH_POINT = [
    ("4.75", "4.75"),
    ("-4.75", "-4.75"),
    ("+4.75", "4.75"),
    ("\u22124.75", "-4.75"),
    ("4.75-", "-4.75"),
    ("(4.75)", "-4.75"),
    ("($1,234.56)", "-1234.56"),
    ("-£1,250.00", "-1250.00"),
    ("£-1,250.00", "-1250.00"),
    ("US$4.75", "4.75"),
    ("4.75 EUR", "4.75"),
    ("SGD 141.02 CR", "-141.02"),
    ("SGD 141.02 DR", "141.02"),
    ("1'234.56", "1234.56"),
    ("1\u2019234.56", "1234.56"),
    ("1 234.56", "1234.56"),
    ("1\u202f234.56", "1234.56"),
    ("1,20,902.40", "120902.40"),
    ("\uff11\uff12\uff13", "123"),
    (".50", "0.50"),
    ("475円", "475"),
]
WITH_COMMA = [("4,75", "4.75"), ("1.234,56", "1234.56"), ("-1 234,56", "-1234.56"), ("39", "39")]


@pytest.mark.parametrize(("cell", "amount"), WITH_POINT)
def test_parse_amount_with_decimal_point(cell: str, amount: str) -> None:
    assert parse_amount(cell, POINT) == Decimal(amount)


@pytest.mark.parametrize(("cell", "amount"), WITH_COMMA)
def test_parse_amount_with_decimal_comma(cell: str, amount: str) -> None:
    assert parse_amount(cell, COMMA) == Decimal(amount)


@pytest.mark.parametrize(
    ("cell", "decimal"),
    [
        ("4,75", "."),
        ("4.75", ","),
        ("1,2,3", "."),
        ("1.2.3", ","),
        ("12,34,5", "."),
        ("--1", "."),
        ("(1", "."),
        ("-(1)", "."),
        ("4.755", "."),
        ("", "."),
        ("USD", "."),
        ("1e5", "."),
        ("9999999999999", "."),
    ],
)
def test_parse_amount_returns_none_when_ambiguous(cell: str, decimal: str) -> None:
    assert parse_amount(cell, NumberFormat(decimal)) is None


@pytest.mark.parametrize(
    ("cell", "code"), [("4.75 EUR", "EUR"), ("€4,75", "EUR"), ("$4", ""), ("4", ""), ("x", "")]
)
def test_parse_currency(cell: str, code: str) -> None:
    assert parse_currency(cell) == code
