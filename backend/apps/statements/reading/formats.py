"""What the banks' files look like: data in `bank_formats/`, a file each."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from apps.statements.reading.dates import DateReader
from apps.statements.reading.layouts import (
    AmountReader,
    DebitCredit,
    Indicated,
    Layout,
    Signed,
)


@dataclass(frozen=True, kw_only=True)
class Format:
    """The data of one file. Columns are counted from 0; `sources` say where the layout was seen."""

    id: str
    name: str
    country: str
    currency: str
    date: dict[str, Any]
    description: dict[str, Any]
    amount: dict[str, Any]
    delimiter: str
    encoding: str
    sources: list[str]
    decimal_separator: str = "."
    header: tuple[str, ...] = ()
    header_aliases: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()
    """What they hold, where the file has no names for them."""
    quoting: str = "minimal"
    currency_column: int | None = None
    category_column: int | None = None
    card_column: int | None = None
    kind: dict[str, Any] | None = None
    skip_rows: tuple[dict[str, Any], ...] = ()
    ragged_rows: bool = False
    escaped: bool = False
    """A quote stands before what a spreadsheet would take for a formula."""
    generic: bool = False
    """The columns are so common that they prove no bank."""

    @property
    def width(self) -> int:
        return len(self.header) or len(self.columns)

    @property
    def headers(self) -> tuple[tuple[str, ...], ...]:
        return (self.header, *self.header_aliases) if self.header else ()

    @property
    def date_formats(self) -> tuple[str, ...]:
        """Without the time of day, which is not asked for."""
        return tuple(re.split(r"[ T]%H", form)[0] for form in self.date["formats"])

    def layout(self, *, width: int) -> Layout:
        """`width` of this file's rows. Where there are several date formats, the file decides."""
        kind = self.kind or {}
        return Layout(
            id=self.id,
            name=self.name,
            currency=self.currency,
            width=width,
            ragged=self.ragged_rows,
            escaped=self.escaped,
            dates=DateReader(self.date_formats[:1]),
            date_column=self.date["column"],
            description_columns=tuple(self.description["columns"]),
            amount=self._amount_reader(),
            alternatives=tuple(
                (other["column"], other["currency"])
                for other in self.amount.get("alternatives", ())
            ),
            decimal=self.decimal_separator,
            currency_column=self.currency_column,
            category_column=self._within(self.category_column, width),
            card_column=self._within(self.card_column, width),
            kind_column=kind.get("column"),
            kinds=kind.get("values", {}),
            skips=tuple((skip["column"], re.compile(skip["regex"])) for skip in self.skip_rows),
        )

    def _within(self, column: int | None, width: int) -> int | None:
        """An older header may lack the last columns."""
        return column if column is not None and column < width else None

    def _amount_reader(self) -> AmountReader:
        amount = self.amount
        if amount["mode"] == "debit_credit":
            return DebitCredit(debit=amount["debit"], credit=amount["credit"])
        if amount["mode"] == "indicator":
            return Indicated(
                column=amount["column"],
                indicator=amount["indicator"],
                credits=frozenset(value.casefold() for value in amount["credit_values"]),
                charges=frozenset(value.casefold() for value in amount["charge_values"]),
            )
        return Signed(
            column=amount["column"],
            charges_are_negative=amount.get("charge_sign") == "-",
            fee=amount.get("fee_column"),
        )


@cache
def known_formats() -> tuple[Format, ...]:
    folder = Path(__file__).parent / "bank_formats"
    return tuple(
        Format(**_as_tuples(json.loads(path.read_text(encoding="utf-8"))))
        for path in sorted(folder.glob("*.json"))
    )


@cache
def known_headers() -> dict[tuple[str, ...], Format]:
    return {bare(header): known for known in known_formats() for header in known.headers}


def bare(header: Sequence[str]) -> tuple[str, ...]:
    """Names without blanks around them, and without the nameless columns at the end."""
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
