"""What the banks' files look like: data in `bank_formats/`, a file each."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Self

AMOUNT = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Format:
    """Columns are counted from 0. The source of each layout is named where it was recorded."""

    id: str
    name: str
    currency: str
    header: tuple[str, ...]
    delimiter: str
    date_column: int
    date_format: str
    description_column: int
    category_column: int
    kind_column: int
    kinds: dict[str, str]
    amount_column: int
    charges_are_negative: bool

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        return cls(
            id=data["id"],
            name=data["name"],
            currency=data["currency"],
            header=tuple(data["header"]),
            delimiter=data["delimiter"],
            date_column=data["date"]["column"],
            date_format=data["date"]["format"],
            description_column=data["description"]["column"],
            category_column=data["category"]["column"],
            kind_column=data["kind"]["column"],
            kinds=data["kind"]["values"],
            amount_column=data["amount"]["column"],
            charges_are_negative=data["amount"]["charge_sign"] == "-",
        )

    def read_date(self, cell: str) -> date | None:
        try:
            return datetime.strptime(cell, self.date_format).date()  # noqa: DTZ007 a statement's day has no time zone
        except ValueError:
            return None

    def read_amount(self, cell: str) -> Decimal | None:
        """The amount with spend positive, whatever sign the bank gives it."""
        if not AMOUNT.fullmatch(cell):
            return None
        amount = Decimal(cell.replace(",", ""))
        if abs(amount) >= 10**12:
            return None
        # Adding zero turns a negative zero into a plain one.
        return (-amount if self.charges_are_negative else amount) + 0


@cache
def known_formats() -> tuple[Format, ...]:
    folder = Path(__file__).parent / "bank_formats"
    return tuple(
        Format.from_data(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.json"))
    )


def recognise(header: list[str]) -> Format | None:
    cells = tuple(cell.strip() for cell in header)
    return next((known for known in known_formats() if known.header == cells), None)
