"""What a column holds, told by its name and by its cells."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from apps.statements.reading.amounts import decimal_separator, read_amount
from apps.statements.reading.dates import DateReader, fitting
from apps.statements.reading.texts import folded

MOST_MISFITS = 0.1
LONGEST_AMOUNT = 9
"""Digits, where a number has no decimals: a longer one names an account or a purchase."""
CODE = re.compile(r"[A-Z]{3}")
CURRENCY_IN_NAME = re.compile(r"(?:^|[^A-Za-z])([A-Z]{3})(?:$|[^A-Za-z])")
SIGNS = {"$": "", "€": "EUR", "£": "GBP", "₹": "INR", "Rs": "INR", "¥": "JPY", "円": "JPY"}


@dataclass(frozen=True, kw_only=True)
class Column:
    number: int
    name: str
    role: str
    """Of column_words.json, or nothing."""
    is_exact: bool
    """Whether the name is that of the role, and not only holds it."""
    cells: list[str]
    """The sampled ones that hold something."""
    orders: dict[str, DateReader]
    """The orders of day, month and year that its cells may have, if they are dates."""
    is_number: bool
    decimal: str

    @property
    def is_date(self) -> bool:
        return bool(self.orders)

    @property
    def is_text(self) -> bool:
        return bool(self.cells) and not self.is_date and not self.is_number

    @property
    def is_currency(self) -> bool:
        return bool(self.cells) and all(CODE.fullmatch(cell) for cell in self.cells)

    @property
    def currency(self) -> str:
        """The code that the name has in it."""
        found = CURRENCY_IN_NAME.search(self.name)
        if found and self.role in {"amount", "debit", "credit"}:
            return found[1]
        return next((code for sign, code in SIGNS.items() if sign in self.name), "")


def columns_of(header: Sequence[str], rows: list[list[str]], *, width: int) -> list[Column]:
    return [
        _column(number, header[number].strip() if number < len(header) else "", rows)
        for number in range(width)
    ]


@lru_cache(maxsize=10_000)
def role_of(name: str) -> tuple[str, bool]:
    """The role, and whether the name is exactly a word of it."""
    words = _words()
    spelt = folded(name)
    bare = folded(re.sub(r"\(.*?\)|\b[A-Z]{3}\b\$?|[$€£]", " ", name))
    for candidate in (spelt, bare):
        if candidate in words:
            return words[candidate], True
    inside = _pattern().findall(spelt)
    longest = max(inside, key=lambda word: (len(word), words[word] == "other"), default="")
    return words.get(longest, ""), False


def _column(number: int, name: str, rows: list[list[str]]) -> Column:
    cells = [row[number].strip() for row in rows if len(row) > number and row[number].strip()]
    role, is_exact = role_of(name)
    orders = _orders(cells)
    decimal = decimal_separator(cells)
    return Column(
        number=number,
        name=name,
        role=role,
        is_exact=is_exact,
        cells=cells,
        orders=orders,
        is_number=not orders and _are_amounts(cells, decimal),
        decimal=decimal,
    )


def _orders(cells: list[str]) -> dict[str, DateReader]:
    if not cells or sum(any(map(str.isdigit, cell)) for cell in cells) < len(cells) * 0.5:
        return {}
    orders = fitting(cells)
    return {
        order: reader
        for order, reader in orders.items()
        if sum(reader.read(cell) is None for cell in cells) <= len(cells) * 0.3
    }


def _are_amounts(cells: list[str], decimal: str) -> bool:
    if not cells:
        return False
    misfits = sum(read_amount(cell, decimal) is None for cell in cells)
    if misfits > len(cells) * MOST_MISFITS:
        return False
    return any(
        len(re.sub(r"\D", "", cell)) <= LONGEST_AMOUNT or re.search(r"[.,]", cell) for cell in cells
    )


@cache
def _words() -> dict[str, str]:
    path = Path(__file__).parent / "column_words.json"
    roles: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    # A word that stands in two roles has the first.
    return {
        folded(word): role for role, words in reversed(roles.items()) for word in reversed(words)
    }


@cache
def _pattern() -> re.Pattern[str]:
    """Any of the words as a whole one, the longest at each place."""
    longest_first = sorted(_words(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
