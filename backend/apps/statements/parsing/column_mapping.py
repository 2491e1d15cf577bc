"""Mapping of a table's columns to the fields of a transaction."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from apps.statements.parsing.amounts import POINT, NumberFormat, parse_amount
from apps.statements.parsing.dates import DateParser
from apps.statements.parsing.normalization import is_blank
from apps.statements.parsing.row_filters import RowFilter, word_key

MAX_CACHED_AMOUNTS = 60_000
# Characters of a cell, including whitespace around it.
MAX_CACHED_LENGTH = 40


class AmountParser(Protocol):
    """Parses the amount of a row, positive for spending; None if it is invalid."""

    def parse(self, cells: list[str], number_format: NumberFormat) -> Decimal | None: ...

    @property
    def columns(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, kw_only=True)
class SignedAmount:
    column: int
    charges_are_negative: bool
    fee: int | None = None
    """Column of an additional fee."""
    _cache: dict[str, Decimal] = field(init=False, default_factory=dict, compare=False, repr=False)

    @property
    def columns(self) -> tuple[int, ...]:
        return (self.column,)

    def parse(self, cells: list[str], number_format: NumberFormat) -> Decimal | None:
        cell = cells[self.column]
        if (known := self._cache.get(cell)) is not None:
            return known
        amount = parse_amount(cell.strip(), number_format)
        if amount is None:
            return None
        # Both operators turn a negative zero into a positive one.
        amount = -amount if self.charges_are_negative else +amount
        if self.fee is not None:
            return amount + abs(parse_amount(cells[self.fee].strip(), number_format) or Decimal(0))
        if len(cell) <= MAX_CACHED_LENGTH:
            if len(self._cache) >= MAX_CACHED_AMOUNTS:
                self._cache.clear()
            self._cache[cell] = amount
        return amount


@dataclass(frozen=True, kw_only=True)
class DebitCreditAmount:
    debit: int
    credit: int

    @property
    def columns(self) -> tuple[int, ...]:
        return (self.debit, self.credit)

    def parse(self, cells: list[str], number_format: NumberFormat) -> Decimal | None:
        debit, credit = (
            "" if is_blank(cells[column]) else cells[column].strip() for column in self.columns
        )
        charged = parse_amount(debit, number_format) if debit else None
        credited = parse_amount(credit, number_format) if credit else None
        if (debit and charged is None) or (credit and credited is None):
            return None
        if charged and credited:
            return None
        if credited:
            return -abs(credited)
        if charged is None and credited is None:
            return None
        return abs(charged or Decimal("0.00"))


@dataclass(frozen=True, kw_only=True)
class IndicatedAmount:
    column: int
    indicator: int
    credits: frozenset[str]
    """Words as word_key returns them."""
    charges: frozenset[str]
    charge_factor: int = 0
    """Factor of amounts marked as charges: 1 or -1 if a reversal has the other sign, or 0."""
    credit_factor: int = 0

    @property
    def columns(self) -> tuple[int, ...]:
        return (self.column,)

    def parse(self, cells: list[str], number_format: NumberFormat) -> Decimal | None:
        amount = parse_amount(cells[self.column].strip(), number_format)
        mark = word_key(cells[self.indicator])
        if amount is None or mark not in self.credits | self.charges:
            return None
        if mark in self.credits:
            return -(amount * self.credit_factor or abs(amount)) + 0
        return amount * self.charge_factor or abs(amount)


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """Columns of each field, counted from 0."""

    id: str = ""
    name: str = ""
    currency: str
    width: int
    """Number of cells in a row."""
    ragged: bool = False
    """Rows may have an empty extra cell, or lack the last cells."""
    escaped: bool = False
    """Cells that a spreadsheet would run as a formula are prefixed with a quote."""
    dates: DateParser
    date_column: int
    description_columns: tuple[int, ...]
    amount: AmountParser
    alternatives: tuple[tuple[int, str], ...] = ()
    """Columns and currencies for rows whose amount is empty."""
    number_format: NumberFormat = POINT
    currency_column: int | None = None
    category_column: int | None = None
    card_column: int | None = None
    balance_column: int | None = None
    kind_column: int | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    skips: tuple[tuple[int, re.Pattern[str]], ...] = ()
    filters: tuple[RowFilter, ...] = ()
    date_fallback: int | None = None
    """Column of the booking date, for rows without a purchase date."""
    description_fallbacks: tuple[int, ...] = ()
    """Columns for rows whose description is empty, by turns."""
    bank_id_columns: tuple[int, int] | None = None
    """Columns of the account and of the id that the bank gave the transaction."""
    unwrap: bool = False
    """Cells may be written as the formula `="text"`, so that a spreadsheet keeps them as text."""

    @property
    def min_width(self) -> int:
        """Return the number of cells that a row must have at least."""
        columns = (self.date_column, *self.description_columns, *self.amount.columns)
        return max(columns) + 1

    def fits(self, cells: list[str]) -> bool:
        """Return True if the number of cells is valid for a row."""
        count = len(cells)
        if count == self.width:
            return True
        if not self.ragged:
            return False
        if count < self.width:
            return count >= self.min_width
        return not any(cells[self.width :])
