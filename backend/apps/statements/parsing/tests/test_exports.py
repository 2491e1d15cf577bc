"""Invented exports of 110 banks and wallets, and variants with one difficulty each."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from apps.statements.parsing.opened_table import Table
from apps.statements.parsing.questions import NeedsChoiceError
from apps.statements.parsing.row_results import RejectedRow, Row
from apps.statements.parsing.tests.parsing_fixtures import open_content
from apps.statements.parsing.tests.random_layouts import answered
from apps.statements.parsing.user_answers import Answers

# May only fall: the questions of all files.
MAX_QUESTIONS = 54
MAX_COMBINATIONS = 100
NO_ANSWERS = Answers()


@dataclass(frozen=True, kw_only=True)
class Export:
    name: str
    encoding: str
    text: str
    questions: int
    """Number of questions, each of which has a right answer."""
    currency: str | list[str] | None
    """None if the file does not name it; several for rows of several currencies."""
    transactions: list[list[str]]
    """Date, amount and a part of the description, and another date that is as good."""

    @property
    def content(self) -> bytes:
        return self.text.encode(self.encoding)


LINES = (Path(__file__).parent / "exports.jsonl").read_text(encoding="utf-8").splitlines()
EXPORTS = [Export(**json.loads(line)) for line in LINES]


def possible_tables(content: bytes, answers: Answers = NO_ANSWERS) -> Iterator[tuple[Table, int]]:
    """Yield a table for each combination of answers, with the number of questions."""
    try:
        yield open_content(content, answers=answers), 0
        return
    except NeedsChoiceError as choice:
        questions = choice.questions
    combinations = itertools.product(*[question.options for question in questions])
    for options in itertools.islice(combinations, MAX_COMBINATIONS):
        given = answers
        for question, option in zip(questions, options, strict=True):
            given = answered(given, question, option.value)
        for table, more in possible_tables(content, given):
            yield table, len(questions) + more


def is_right(export: Export, table: Table) -> bool:
    results: list[Any] = list(table.parse_rows())
    rows = [result for result in results if isinstance(result, Row)]
    if any(isinstance(result, RejectedRow) for result in results):
        return False
    left = list(rows)
    for day, amount, text, *other in export.transactions:
        row = next(
            (
                each
                for each in left
                if each.date.isoformat() in {day, *other}
                and each.amount == Decimal(amount)
                and text.casefold() in " ".join(each.description.split()).casefold()
            ),
            None,
        )
        if row is None:
            return False
        left.remove(row)
    expected = [export.currency] if isinstance(export.currency, str) else export.currency
    currencies = {row.currency for row in rows}
    return not left and (expected is None or currencies == set(expected))


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_export_is_parsed_right(export: Export) -> None:
    right = [asked for table, asked in possible_tables(export.content) if is_right(export, table)]
    assert right, "no answers are right"
    assert right[0] <= export.questions


def test_few_exports_are_asked_about() -> None:
    assert sum(export.questions for export in EXPORTS) <= MAX_QUESTIONS
