"""What a person has said about a file."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

DATE_ORDERS = ("day_first", "month_first", "year_first")
CHARGE_SIGNS = ("negative", "positive")


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Empty, or None, is what was not said. Columns are counted from 0."""

    format: str = ""
    """The id of a known format."""
    currency: str = ""
    """ISO 4217."""
    date_order: str = ""
    charge_sign: str = ""
    """The sign that charges have in the amount column."""
    date_column: int | None = None
    description_column: int | None = None
    amount_column: int | None = None
    debit_column: int | None = None
    credit_column: int | None = None
    name: str = ""
    """What the person calls this bank or card."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        known = {field.name for field in fields(cls)}
        return cls(**{name: said for name, said in data.items() if name in known})

    def to_data(self) -> dict[str, str | int]:
        return {name: said for name, said in asdict(self).items() if said not in ("", None)}

    def merged(self, later: "Answers") -> "Answers":
        """With everything that was said later, which wins."""
        return replace(self, **later.to_data())  # type: ignore[arg-type] # each of its own type
