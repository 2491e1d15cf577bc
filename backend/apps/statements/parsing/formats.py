"""Known bank formats, loaded from the JSON files in `bank_formats/`."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from apps.statements.parsing.amounts import NumberFormat
from apps.statements.parsing.column_mapping import (
    AmountParser,
    ColumnMapping,
    DebitCreditAmount,
    IndicatedAmount,
    SignedAmount,
)
from apps.statements.parsing.dates import DateParser
from apps.statements.parsing.row_filters import word_key


@dataclass(frozen=True, kw_only=True)
class BankFormat:
    """Data of a file in `bank_formats/`. Columns count from 0; `sources` are real examples."""

    id: str
    name: str
    country: str
    currency: str
    delimiter: str
    encoding: str
    sources: list[str]
    date: dict[str, Any] = field(default_factory=dict)
    description: dict[str, Any] = field(default_factory=dict)
    amount: dict[str, Any] = field(default_factory=dict)
    decimal_separator: str = "."
    decimal_places: int = 2
    header: tuple[str, ...] = ()
    header_aliases: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()
    """Content of each column in a file without a header."""
    quoting: str = "minimal"
    currency_column: int | None = None
    category_column: int | None = None
    card_column: int | None = None
    kind: dict[str, Any] | None = None
    skip_rows: tuple[dict[str, Any], ...] = ()
    ragged_rows: bool = False
    escaped: bool = False
    """Cells that a spreadsheet would run as a formula are prefixed with a quote."""
    generic: bool = False
    """The header is too common to identify a bank."""
    answers: dict[str, Any] | None = None
    """Answers for files with this header, whose columns are inferred: see user_answers.Answers."""

    @property
    def width(self) -> int:
        return len(self.header) or len(self.columns)

    @property
    def headers(self) -> tuple[tuple[str, ...], ...]:
        return (self.header, *self.header_aliases) if self.header else ()

    @property
    def date_orders(self) -> tuple[str, ...]:
        """Return the order of day, month and year of each date format."""
        orders = {"%d": "day_first", "%m": "month_first", "%b": "month_first", "%Y": "year_first"}
        return tuple(dict.fromkeys(orders[form[:2]] for form in self.date["formats"]))

    def mapping(self, *, width: int) -> ColumnMapping:
        """Return the mapping for rows of `width` cells, with the first date format."""
        kind = self.kind or {}
        return ColumnMapping(
            id=self.id,
            name=self.name,
            currency=self.currency,
            width=width,
            ragged=self.ragged_rows,
            escaped=self.escaped,
            dates=DateParser(self.date_orders[0]),
            date_column=self.date["column"],
            description_columns=tuple(self.description["columns"]),
            amount=self._amount_reader(),
            alternatives=tuple(
                (other["column"], other["currency"])
                for other in self.amount.get("alternatives", ())
            ),
            number_format=NumberFormat(self.decimal_separator, self.decimal_places),
            currency_column=self.currency_column,
            category_column=self._column_within(self.category_column, width),
            card_column=self._column_within(self.card_column, width),
            kind_column=kind.get("column"),
            kinds=kind.get("values", {}),
            skips=tuple((skip["column"], re.compile(skip["regex"])) for skip in self.skip_rows),
        )

    def _column_within(self, column: int | None, width: int) -> int | None:
        """Return `column`, or None if an older header lacks it."""
        return column if column is not None and column < width else None

    def _amount_reader(self) -> AmountParser:
        amount = self.amount
        if amount["mode"] == "debit_credit":
            return DebitCreditAmount(debit=amount["debit"], credit=amount["credit"])
        if amount["mode"] == "indicator":
            return IndicatedAmount(
                column=amount["column"],
                indicator=amount["indicator"],
                credits=frozenset(word_key(value) for value in amount["credit_values"]),
                charges=frozenset(word_key(value) for value in amount["charge_values"]),
            )
        return SignedAmount(
            column=amount["column"],
            charges_are_negative=amount.get("charge_sign") == "-",
            fee=amount.get("fee_column"),
        )


@cache
def known_formats() -> tuple[BankFormat, ...]:
    folder = Path(__file__).parent / "bank_formats"
    return tuple(
        BankFormat(**_as_tuples(json.loads(path.read_text(encoding="utf-8"))))
        for path in sorted(folder.glob("*.json"))
    )


@cache
def known_headers() -> dict[tuple[str, ...], BankFormat]:
    return {strip_header(header): known for known in known_formats() for header in known.headers}


def strip_header(header: Sequence[str]) -> tuple[str, ...]:
    """Return the names stripped of whitespace, without empty ones at the end."""
    names = [name.strip() for name in header]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _as_tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(map(tuple, value))
        if name == "header_aliases"
        else tuple(value)
        if name in {"header", "columns", "skip_rows"}
        else value
        for name, value in data.items()
    }
