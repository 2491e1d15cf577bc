"""What becomes of each line of a statement file."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

Details = dict[str, str | int]


class Row(NamedTuple):
    line: int
    """Of the row's first line; the file's first is 1."""
    date: date
    description: str
    category: str
    """The bank's own word, or nothing."""
    kind: str
    amount: Decimal
    """Spend is positive."""
    currency: str
    card: str
    """The cell that names the card, or nothing."""


class Refusal(NamedTuple):
    line: int
    code: str
    details: Details
    cells: list[str]


class Skip(NamedTuple):
    """A line that is no transaction, and does not look like one: a total, a footer, what is
    pending still."""

    line: int


Outcome = Row | Refusal | Skip
