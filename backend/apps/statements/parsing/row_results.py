"""Results of parsing the rows of a file."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

ErrorDetails = dict[str, str | int]
NOTHING: Mapping[str, str] = MappingProxyType({})


# Characters of a cell, and of a description made of several cells. Longer ones are truncated before
# any further processing, to bound memory and the time of regular expressions.
MAX_CELL_LENGTH = 500


def truncate(cell: str) -> str:
    """Return the cell, with an ellipsis if truncated so that half a number is not parsed as one."""
    return cell if len(cell) <= MAX_CELL_LENGTH else f"{cell[: MAX_CELL_LENGTH - 1]}…"


@dataclass
class Remarks:
    """Remarks about a file, reported once all of its rows are parsed. Truncates cells."""

    truncated_line: int = 0
    """Line of the first truncated cell, or 0."""
    booking_dates: int = 0
    """Number of rows whose booking date stands in for an empty purchase date."""
    missing_currency: bool = False
    """True if the file does not name the currency of every row."""
    balance: tuple[date, Decimal] | None = None
    """Latest day and the balance of the account after it, if the file has one."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Number of rows left out for each word, such as PENDING."""

    def truncate(self, cell: str, *, line: int) -> str:
        if len(cell) <= MAX_CELL_LENGTH:
            return cell
        self.truncated_line = self.truncated_line or line
        return truncate(cell)


class Row(NamedTuple):
    line: int
    """First line of the row, counted from 1."""
    date: date
    description: str
    category: str
    """Bank's own name for the category, or empty."""
    kind: str
    amount: Decimal
    """Positive for spending."""
    currency: str
    card: str
    """Cell that identifies the card, or empty."""
    bank_id: str = ""
    """Id that the bank gave it, with a key of the account; the same in every export."""


class RejectedRow(NamedTuple):
    line: int
    code: str
    details: ErrorDetails
    cells: list[str]
    readable: Mapping[str, str] = NOTHING
    """Date, description, amount and currency, as far as they could be read."""


class SkippedRow(NamedTuple):
    """A line that is not a transaction, such as a total, a footer or a pending booking."""

    line: int


RowResult = Row | RejectedRow | SkippedRow
