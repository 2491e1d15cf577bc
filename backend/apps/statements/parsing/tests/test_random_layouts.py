"""A random ledger in a random layout is parsed right, or asked about, and right with the answer."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, note, settings

from apps.statements.parsing.opened_table import Table
from apps.statements.parsing.questions import NeedsChoiceError
from apps.statements.parsing.row_results import RejectedRow, Row
from apps.statements.parsing.tests.parsing_fixtures import open_content
from apps.statements.parsing.tests.random_layouts import Layout, Transfer, answered, files
from apps.statements.parsing.user_answers import Answers

MAX_QUESTIONS = 4

Check = Callable[[tuple[Layout, list[Transfer]]], None]


def opened(layout: Layout, ledger: list[Transfer], content: bytes) -> Table:
    """Open the file, and give the right answer to each question."""
    answers = Answers()
    for _ in range(MAX_QUESTIONS):
        try:
            return open_content(content, answers=answers)
        except NeedsChoiceError as choice:
            for question in choice.questions:
                right = layout.right_value(question, ledger)
                assert right in [option.value for option in question.options], question
                answers = answered(answers, question, right)
    return open_content(content, answers=answers)


def check(file: tuple[Layout, list[Transfer]]) -> None:
    layout, ledger = file
    content = layout.write(ledger)
    note(content.decode(layout.encoding))
    results = list(opened(layout, ledger, content).parse_rows())

    assert [result for result in results if isinstance(result, RejectedRow)] == []
    found: list[tuple[str, Decimal, str]] = [
        (row.date.isoformat(), row.amount, row.description)
        for row in results
        if isinstance(row, Row)
    ]
    assert found == [
        (each.day.isoformat(), each.amount, each.text) for each in ledger if not each.is_pending
    ]
    if "currency" in layout.columns:
        assert {row.currency for row in results if isinstance(row, Row)} <= {layout.currency}


@given(file=files())
@settings(max_examples=100, deadline=None)
def test_random_layout(file: tuple[Layout, list[Transfer]]) -> None:
    check(file)


@pytest.mark.nightly
@given(file=files())
@settings(max_examples=2_000, deadline=None, derandomize=False)
def test_many_random_layouts(file: tuple[Layout, list[Transfer]]) -> None:
    check(file)
