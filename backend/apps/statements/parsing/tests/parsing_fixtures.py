"""Parsing of a file's text as in an import."""

import io
from collections.abc import Callable
from decimal import Decimal

from apps.statements.parsing.encoding import UnreadableFileError
from apps.statements.parsing.opened_table import Table
from apps.statements.parsing.questions import NeedsChoiceError
from apps.statements.parsing.row_results import Row, RowResult
from apps.statements.parsing.tables import open_table
from apps.statements.parsing.user_answers import Answers

NO_ANSWERS = Answers()


def open_content(
    content: str | bytes,
    *,
    answers: Answers = NO_ANSWERS,
    remembered: Callable[[str], Answers | None] = lambda _: None,
) -> Table:
    data = content.encode() if isinstance(content, str) else content
    return open_table(io.BytesIO(data), answers=answers, remembered=remembered)


def parse_results(content: str | bytes, *, answers: Answers = NO_ANSWERS) -> list[RowResult]:
    return list(open_content(content, answers=answers).parse_rows())


def parse_valid_rows(content: str | bytes, *, answers: Answers = NO_ANSWERS) -> list[Row]:
    return [result for result in parse_results(content, answers=answers) if isinstance(result, Row)]


def parse_amounts(
    content: str | bytes, *, answers: Answers = NO_ANSWERS
) -> list[tuple[str, str, Decimal]]:
    """Return date, description and amount of each row."""
    return [
        (row.date.isoformat(), row.description, row.amount)
        for row in parse_valid_rows(content, answers=answers)
    ]


def question_codes(content: str | bytes, *, answers: Answers = NO_ANSWERS) -> list[str]:
    """Return the codes of the questions, or the code of the error."""
    try:
        open_content(content, answers=answers)
    except NeedsChoiceError as choice:
        return [question.code for question in choice.questions]
    except UnreadableFileError as error:
        return [error.code]
    return []
