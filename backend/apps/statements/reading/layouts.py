"""How a table is read: known of a bank, or worked out from the file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from apps.statements.reading.amounts import read_amount
from apps.statements.reading.dates import DateReader

MOST_KNOWN = 100_000


class AmountReader(Protocol):
    """The amount of a row's cells with spend positive; None where there is none."""

    def read(self, cells: list[str], decimal: str) -> Decimal | None: ...

    @property
    def columns(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, kw_only=True)
class Signed:
    column: int
    charges_are_negative: bool
    fee: int | None = None
    """A column of what is charged besides."""
    _known: dict[str, Decimal] = field(init=False, default_factory=dict, compare=False, repr=False)

    @property
    def columns(self) -> tuple[int, ...]:
        return (self.column,)

    def read(self, cells: list[str], decimal: str) -> Decimal | None:
        cell = cells[self.column]
        if (known := self._known.get(cell)) is not None:
            return known
        amount = read_amount(cell.strip(), decimal)
        if amount is None:
            return None
        # Both turn a negative zero into a plain one.
        amount = -amount if self.charges_are_negative else +amount
        if self.fee is not None:
            return amount + abs(read_amount(cells[self.fee].strip(), decimal) or Decimal(0))
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[cell] = amount
        return amount


@dataclass(frozen=True, kw_only=True)
class DebitCredit:
    debit: int
    credit: int

    @property
    def columns(self) -> tuple[int, ...]:
        return (self.debit, self.credit)

    def read(self, cells: list[str], decimal: str) -> Decimal | None:
        debit, credit = cells[self.debit].strip(), cells[self.credit].strip()
        charged = read_amount(debit, decimal) if debit else None
        given = read_amount(credit, decimal) if credit else None
        if (debit and charged is None) or (credit and given is None):
            return None
        if charged and given:
            return None
        if given:
            return -abs(given)
        if charged is None and given is None:
            return None
        return abs(charged or Decimal("0.00"))


@dataclass(frozen=True, kw_only=True)
class Indicated:
    column: int
    indicator: int
    credits: frozenset[str]
    charges: frozenset[str]

    @property
    def columns(self) -> tuple[int, ...]:
        return (self.column,)

    def read(self, cells: list[str], decimal: str) -> Decimal | None:
        amount = read_amount(cells[self.column].strip(), decimal)
        mark = cells[self.indicator].strip().casefold()
        if amount is None or mark not in self.credits | self.charges:
            return None
        return -abs(amount) + 0 if mark in self.credits else abs(amount)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Columns are counted from 0."""

    id: str = ""
    name: str = ""
    currency: str
    width: int
    """Cells of a row."""
    ragged: bool = False
    """Rows may have one cell more, which is empty, or leave out the last ones."""
    escaped: bool = False
    """A quote stands before what a spreadsheet would take for a formula."""
    dates: DateReader
    date_column: int
    description_columns: tuple[int, ...]
    amount: AmountReader
    alternatives: tuple[tuple[int, str], ...] = ()
    """Columns of other currencies, for rows whose amount is empty."""
    decimal: str = "."
    currency_column: int | None = None
    category_column: int | None = None
    card_column: int | None = None
    kind_column: int | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    skips: tuple[tuple[int, re.Pattern[str]], ...] = ()

    @property
    def needed(self) -> int:
        """Cells without which a row says too little."""
        columns = (self.date_column, *self.description_columns, *self.amount.columns)
        return max(columns) + 1

    def fits(self, cells: list[str]) -> bool:
        """Whether there are as many cells as a row has."""
        count = len(cells)
        if count == self.width:
            return True
        if not self.ragged:
            return False
        if count < self.width:
            return count >= self.needed
        return not any(cells[self.width :])
