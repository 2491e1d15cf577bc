"""Amounts as banks write them."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from apps.statements.reading.texts import plain

SIMPLE = re.compile(r"[+-]?(?:\d{1,12})(?:\.\d{1,2})?", re.ASCII)
"""What needs no more than reading."""
CURRENCIES = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "￥": "JPY",
    "₹": "INR",
    "円": "JPY",
    "元": "CNY",
    "zł": "PLN",
    "Kč": "CZK",
}
"""Signs that stand for a currency; the dollar is the one of many countries."""
_CURRENCY = r"(?:[A-Za-z]{0,3}[$€£¥₹₩฿₺₽]|[A-Z]{3}|R\$|Rs\.?|kr\.?|zł|Kč|Ft|Fr\.?|元|円)"
AMOUNT = re.compile(
    rf"""
    (?P<open>\()? \s* (?P<sign>[+-])? \s* (?P<before>{_CURRENCY})? \s* (?P<inner>[+-])? \s*
    (?P<number> \d[\d.,'\s]*? | [.,]\d+ ) \s*
    (?P<after>{_CURRENCY})? \s* (?P<mark>(?:[CD]R|[CD]|[CD]r)\b\.?)? \s* (?P<trail>[+-])? \s*
    (?P<close>\))?
    """,
    re.ASCII | re.VERBOSE,
)
WHOLE = {
    ".": re.compile(r"(?:\d+|\d{1,3}(?:([,'\s])(?:\d{2,3}\1)*\d{3})?)?(?:\.\d{1,2})?", re.ASCII),
    ",": re.compile(r"(?:\d+|\d{1,3}(?:([.'\s])(?:\d{3}\1)*\d{3})?)?(?:,\d{1,2})?", re.ASCII),
}
"""Thousands are marked by one separator throughout, or by none; Indian groups have two digits."""
LONGEST = 40
"""Characters; a cell of thousands would keep the expressions busy for minutes."""
MOST = Decimal(10) ** 12


@lru_cache(maxsize=50_000)
def read_amount(cell: str, decimal: str = ".") -> Decimal | None:
    """The number with the sign that the cell gives it; `decimal` is the separator.

    Parentheses, a minus behind the number and the mark of a credit (CR) make it negative.
    """
    if len(cell) > LONGEST:
        return None
    if decimal == "." and SIMPLE.fullmatch(cell):
        return Decimal(cell)
    found = AMOUNT.fullmatch(plain(cell))
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    number = _number(found["number"].strip(), decimal)
    signs = [found[name] for name in ("sign", "inner", "trail") if found[name]]
    if number is None or len(signs) > 1 or (signs and found["open"]):
        return None
    negative = "-" in signs or bool(found["open"]) or (found["mark"] or "").upper().startswith("C")
    # A credit that is marked as one and negative besides is one all the same.
    return -number if negative else number


def currency_of(cell: str) -> str:
    """The ISO code that the cell names beside the number, or nothing."""
    found = AMOUNT.fullmatch(plain(cell)) if len(cell) <= LONGEST else None
    named = (found["before"] or found["after"] or "") if found else ""
    return named if re.fullmatch("[A-Z]{3}", named) else CURRENCIES.get(named, "")


def currency_in(cells: list[str]) -> str:
    """The code that most of the amounts name beside their number, or nothing."""
    named = [code for cell in cells if (code := currency_of(cell))]
    return max(set(named), key=named.count) if len(named) * 2 > len(cells) else ""


def decimal_separator(cells: Iterable[str]) -> str:
    """The one that most of the numbers have before their last one or two digits."""
    commas = points = 0
    for cell in cells:
        end = re.search(r"([.,])\d{1,2}(?!\d)[^\d.,]*$", plain(cell), re.ASCII)
        if end:
            commas += end[1] == ","
            points += end[1] == "."
    return "," if commas > points else "."


def _number(text: str, decimal: str) -> Decimal | None:
    if not WHOLE[decimal].fullmatch(text):
        return None
    digits = re.sub(rf"[^\d{decimal}]", "", text)
    number = Decimal(digits.replace(",", "."))
    return number if number < MOST else None
