"""What must be asked before a file can be read."""

import dataclasses
from dataclasses import asdict, dataclass
from typing import Any

from apps.statements.reading.outcomes import Details, Row

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


def preview(rows: list[Row]) -> list[dict[str, str]]:
    return [
        {
            "date": row.date.isoformat(),
            "description": row.description,
            "amount": str(row.amount),
            "currency": row.currency,
        }
        for row in rows[:ROWS_SHOWN]
    ]
