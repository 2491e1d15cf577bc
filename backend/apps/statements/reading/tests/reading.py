"""A file's text, read as an import reads it."""

import io
from collections.abc import Callable
from decimal import Decimal

from apps.statements.reading.answers import Answers
from apps.statements.reading.choices import NeedsChoice
from apps.statements.reading.files import UnreadableFileError
from apps.statements.reading.outcomes import Outcome, Row
from apps.statements.reading.tables import Table, open_table

NOTHING = Answers()


def opened(
    content: str | bytes,
    *,
    answers: Answers = NOTHING,
    remembered: Callable[[str], Answers | None] = lambda _: None,
) -> Table:
    data = content.encode() if isinstance(content, str) else content
    return open_table(io.BytesIO(data), answers=answers, remembered=remembered)


def outcomes(content: str | bytes, *, answers: Answers = NOTHING) -> list[Outcome]:
    return list(opened(content, answers=answers).outcomes())


def rows(content: str | bytes, *, answers: Answers = NOTHING) -> list[Row]:
    return [outcome for outcome in outcomes(content, answers=answers) if isinstance(outcome, Row)]


def amounts(content: str | bytes, *, answers: Answers = NOTHING) -> list[tuple[str, str, Decimal]]:
    """Day, description and amount of each row."""
    return [
        (row.date.isoformat(), row.description, row.amount)
        for row in rows(content, answers=answers)
    ]


def asked(content: str | bytes, *, answers: Answers = NOTHING) -> list[str]:
    """The codes of what is asked; the code alone where the file is refused."""
    try:
        opened(content, answers=answers)
    except NeedsChoice as choice:
        return [question.code for question in choice.questions]
    except UnreadableFileError as error:
        return [error.code]
    return []
