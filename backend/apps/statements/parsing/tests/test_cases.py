"""Files that others failed to import, rebuilt from public reports: read right, or asked."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from apps.statements.parsing.questions import NeedsChoiceError
from apps.statements.parsing.row_results import RejectedRow, Row
from apps.statements.parsing.tests.parsing_fixtures import open_content
from apps.statements.parsing.tests.test_formats import SAMPLES
from apps.statements.parsing.user_answers import Answers

CASES = sorted((Path(__file__).parent / "cases").glob("*.csv"))
# The right answers to the questions of files that a person could not be certain about either.
ANSWERS = {
    "peso-points-for-thousands": Answers(decimal_separator="comma"),
    "purchase-payment-words-positive": Answers(
        marks={"Hinzahlung": "charge", "Herzahlung": "credit"}
    ),
}
# May only fall: files with one question each, and known samples with any.
MAX_ASKED_CASES = 2
MAX_ASKED_SAMPLES = 0


def count_questions(content: bytes) -> int:
    try:
        open_content(content)
    except NeedsChoiceError as choice:
        return len(choice.questions)
    return 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case_is_parsed_right(case: Path) -> None:
    expected: dict[str, Any] = json.loads(case.with_suffix(".json").read_text())
    table = open_content(case.read_bytes(), answers=ANSWERS.get(case.stem, Answers()))

    results = list(table.parse_rows())

    assert [result for result in results if isinstance(result, RejectedRow)] == []
    rows = [result for result in results if isinstance(result, Row)]
    found = sorted((row.date.isoformat(), row.amount, row.description) for row in rows)
    wanted = sorted((day, Decimal(amount), text) for day, amount, text in expected["transactions"])
    assert [each[:2] for each in found] == [each[:2] for each in wanted]
    for (*_, description), (*_, text) in zip(found, wanted, strict=True):
        assert text.casefold() in description.casefold()
    assumed = any(note.code == "currency_assumed" for note in table.notes)
    assert assumed or {row.currency for row in rows} == {expected["currency"]}


def test_few_cases_are_asked() -> None:
    asked = {case.stem: count_questions(case.read_bytes()) for case in CASES}
    assert {name for name, count in asked.items() if count} == set(ANSWERS)
    assert sum(asked.values()) <= MAX_ASKED_CASES


def test_no_known_sample_is_asked() -> None:
    asked = [count_questions(path.read_bytes()) for path in SAMPLES.glob("*.csv")]
    assert sum(asked) <= MAX_ASKED_SAMPLES
