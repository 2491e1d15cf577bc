"""Questions that the user must answer before a file can be parsed."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from apps.statements.parsing.column_mapping import ColumnMapping
from apps.statements.parsing.dates import DateParser
from apps.statements.parsing.row_results import ErrorDetails, Row
from apps.statements.parsing.rows import parse_rows

PREVIEW_ROWS = 5
# Rows that show a word whose meaning is asked.
EXAMPLES = 2


@dataclass(frozen=True)
class Option:
    value: Any
    """Value for the field of the question, as the API takes it."""
    label: str
    preview: list[dict[str, str]]
    """First rows, parsed with this option."""


@dataclass(frozen=True, kw_only=True)
class Question:
    field: str
    """Field of Answers."""
    code: str
    details: ErrorDetails = dataclasses.field(default_factory=dict)
    options: list[Option]
    words: list[dict[str, Any]] = dataclasses.field(default_factory=list)
    """Words whose meaning is asked: `word`, `rows` (their number) and `examples` (previews).

    The value maps each word to its meaning.
    """
    meanings: tuple[str, ...] = ()
    """Possible meanings of a word."""


@dataclass(frozen=True, kw_only=True)
class Alternative:
    value: Any
    label: str
    apply: Callable[[ColumnMapping], ColumnMapping]
    """Return the mapping with this alternative."""


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A question without its previews, which need the rest of the mapping."""

    field: str
    code: str
    details: ErrorDetails = dataclasses.field(default_factory=dict)
    alternatives: list[Alternative]
    rows: Sequence[list[str]] = ()
    """Rows that show the difference; the first ones of the file if empty."""
    words: Mapping[str, list[list[str]]] = dataclasses.field(default_factory=dict)
    """Rows of each word whose meaning is asked."""
    meanings: tuple[str, ...] = ()

    def question(self, draft: ColumnMapping, rows: list[list[str]]) -> Question:
        options = [
            Option(each.value, each.label, preview_rows(each.apply(draft), self.rows or rows))
            for each in self.alternatives
        ]
        return Question(
            field=self.field,
            code=self.code,
            details=self.details,
            options=options,
            words=[
                {
                    "word": word,
                    "rows": len(of_word),
                    "examples": preview_rows(self._first(draft), of_word[:EXAMPLES]),
                }
                for word, of_word in self.words.items()
            ],
            meanings=self.meanings,
        )

    def _first(self, draft: ColumnMapping) -> ColumnMapping:
        return self.alternatives[0].apply(draft)


class NeedsChoiceError(Exception):
    """The file is valid but ambiguous: the user must answer the questions."""

    def __init__(
        self, questions: list[Question], *, header: list[str], rows: list[list[str]], signature: str
    ) -> None:
        super().__init__(questions[0].code)
        self.questions = questions
        self.header = header
        self.rows = rows[:PREVIEW_ROWS]
        self.signature = signature

    def to_data(self) -> dict[str, Any]:
        return {
            "header": self.header,
            "rows": self.rows,
            "questions": [asdict(question) for question in self.questions],
        }


def preview_rows(mapping: ColumnMapping, rows: Sequence[list[str]]) -> list[dict[str, str]]:
    """Return the first rows, parsed with `mapping`."""
    lines = ((0, False, cells) for cells in rows[:PREVIEW_ROWS])
    parsed = parse_rows(mapping, lines, is_header=lambda _: "")
    return [row_preview(row) for row in parsed if isinstance(row, Row)]


def row_preview(row: Row) -> dict[str, str]:
    return {
        "date": row.date.isoformat(),
        "description": row.description,
        "amount": str(row.amount),
        "currency": row.currency,
    }


def date_order_doubt(cells: Sequence[str], orders: Mapping[str, DateParser]) -> Doubt:
    """Return the doubt whether the day, the month or the year comes first."""

    def with_parser(parser: DateParser) -> Callable[[ColumnMapping], ColumnMapping]:
        return lambda draft: replace(draft, dates=parser)

    return Doubt(
        field="date_order",
        code="ambiguous_year" if "year_first" in orders else "ambiguous_date",
        details={"cell": next((cell.strip() for cell in cells if cell.strip()), "")},
        alternatives=[
            Alternative(value=order, label=order, apply=with_parser(parser))
            for order, parser in orders.items()
        ],
    )
