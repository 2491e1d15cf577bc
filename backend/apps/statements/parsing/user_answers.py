"""Answers of a user to the questions about a file."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self

DATE_ORDERS = ("day_first", "month_first", "year_first")
CHARGE_SIGNS = ("negative", "positive")
DECIMAL_SEPARATORS = {"point": ".", "comma": ","}
CHARGE, CREDIT, LEFT_OUT, BOOKED = "charge", "credit", "left_out", "booked"
MARK_MEANINGS = (CHARGE, CREDIT, LEFT_OUT)
STATUS_MEANINGS = (BOOKED, LEFT_OUT)
LEAVE_OUT = "leave_out"
SIMILAR_ROWS = (LEAVE_OUT, "import")


AMOUNT_COLUMNS = {"amount_column", "debit_column", "credit_column"}


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Unanswered fields are empty or None. Columns are counted from 0."""

    format: str = ""
    """Id of a BankFormat."""
    encoding: str = ""
    """One of encoding.ENCODINGS."""
    currency: str = ""
    """ISO 4217 code."""
    date_order: str = ""
    year: int | None = None
    """Year of the latest row, if the dates have none."""
    decimal_separator: str = ""
    charge_sign: str = ""
    """Sign of charges in the amount column."""
    marks: dict[str, str] = field(default_factory=dict)
    """{word of the indicator column: one of MARK_MEANINGS}."""
    statuses: dict[str, str] = field(default_factory=dict)
    """{word of the status column: one of STATUS_MEANINGS}."""
    date_column: int | None = None
    description_column: int | None = None
    amount_column: int | None = None
    debit_column: int | None = None
    credit_column: int | None = None
    indicator_column: int | None = None
    status_column: int | None = None
    name: str = ""
    """User's own name for the bank or card."""
    similar_rows: str = ""
    """One of SIMILAR_ROWS, for rows that look like ones of another file; not remembered."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})

    def to_data(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value not in ("", None, {})}

    def merged(self, later: "Answers") -> "Answers":
        """Return these answers, overridden by the later ones."""
        data = later.to_data()
        if AMOUNT_COLUMNS & set(data):  # one column or two
            data = dict.fromkeys(AMOUNT_COLUMNS) | data
        for words in ("marks", "statuses"):
            data[words] = getattr(self, words) | getattr(later, words)
        return replace(self, **data)

    def remembered(self) -> "Answers":
        """Return the answers that apply to later files with these columns, too."""
        return replace(self, similar_rows="", year=None)
