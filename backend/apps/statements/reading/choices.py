"""What must be asked before a file can be read."""

import dataclasses
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from apps.statements.reading.dates import DateReader
from apps.statements.reading.layouts import Layout
from apps.statements.reading.outcomes import Details, Row
from apps.statements.reading.rows import read_rows

ROWS_SHOWN = 5


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    preview: list[dict[str, str]]
    """The first rows as this answer would read them."""


@dataclass(frozen=True, kw_only=True)
class Question:
    field: str
    """Of Answers."""
    code: str
    details: Details = dataclasses.field(default_factory=dict)
    options: list[Option]


class NeedsChoice(Exception):  # noqa: N818 not an error of the file's: somebody has to say something
    def __init__(
        self, questions: list[Question], *, header: list[str], rows: list[list[str]], signature: str
    ) -> None:
        super().__init__(questions[0].code)
        self.questions = questions
        self.header = header
        self.rows = rows[:ROWS_SHOWN]
        self.signature = signature

    def to_data(self) -> dict[str, Any]:
        return {
            "header": self.header,
            "rows": self.rows,
            "questions": [asdict(question) for question in self.questions],
        }


def preview(layout: Layout, rows: list[list[str]]) -> list[dict[str, str]]:
    """The first rows as the layout would read them."""
    lines = ((0, False, cells) for cells in rows[:ROWS_SHOWN])
    return [
        {
            "date": row.date.isoformat(),
            "description": row.description,
            "amount": str(row.amount),
            "currency": row.currency,
        }
        for row in read_rows(layout, lines, is_header=lambda _: "")
        if isinstance(row, Row)
    ]


def ask_for_order(
    layout: Layout, rows: list[list[str]], orders: Mapping[str, DateReader]
) -> Question:
    """Which of day and month comes first, where the dates do not say."""
    options = [
        Option(order, order, preview(replace(layout, dates=reader), rows))
        for order, reader in orders.items()
    ]
    cells = (row[layout.date_column].strip() for row in rows)
    example = next((cell for cell in cells if cell), "")
    return Question(
        field="date_order", code="ambiguous_date", details={"cell": example}, options=options
    )
