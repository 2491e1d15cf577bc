"""The rows of a statement file, each read or refused with its line and reason."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TextIO

from apps.statements.files import UnreadableFileError
from apps.statements.formats import Format, known_formats, recognise
from apps.statements.models import Transaction
from apps.statements.reasons import Details

OLDEST = date(1950, 1, 1)
"""The first credit card is of that year."""
MOST_COLUMNS = 100
MOST_LINES_OF_A_ROW = 100


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    date: date
    description: str
    category: str
    kind: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Refusal:
    line: int
    code: str
    details: Details


@dataclass(frozen=True, slots=True)
class Skip:
    """A row without a date and a second filled cell says nothing: a title, a total, a comma."""

    line: int


Outcome = Row | Refusal | Skip


def read_table(text: TextIO) -> tuple[Format, Iterator[Outcome]]:
    """The format, and an outcome for each row below the header.

    Raises UnreadableFileError, now or while the rows are read.
    """
    lines = _cells(text)
    _, header = next(lines, (1, []))
    if len(header) > MOST_COLUMNS:
        raise UnreadableFileError("too_many_columns", columns=len(header), most=MOST_COLUMNS)
    known = recognise(header)
    if known is None:
        names = ", ".join(each.name for each in known_formats())
        raise UnreadableFileError("unknown_format", known=names)
    return known, (_read_row(known, line, cells) for line, cells in lines)


def _cells(text: TextIO) -> Iterator[tuple[int, list[str]]]:
    """Line number (of the row's first line, the file's first is 1) and cells; no blank lines."""
    line = 1

    def physical_lines() -> Iterator[str]:
        for number, physical in enumerate(text, start=1):
            if number - line >= MOST_LINES_OF_A_ROW:
                raise UnreadableFileError("unclosed_quote", line=line)
            yield physical

    reader = csv.reader(physical_lines(), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unreadable(line, error) from error
        if cells:
            yield line, cells


def _unreadable(line: int, error: csv.Error) -> UnreadableFileError:
    if "expected after" in str(error):
        return UnreadableFileError("bad_quote", line=line)
    # The end of the file, or of what a cell may hold, was reached inside the quotes.
    return UnreadableFileError("unclosed_quote", line=line)


def _read_row(known: Format, line: int, cells: list[str]) -> Outcome:
    date_cell = cells[known.date_column].strip() if len(cells) > known.date_column else ""
    day = known.read_date(date_cell)
    if day is None and sum(1 for cell in cells if cell.strip()) < 2:
        return Skip(line)
    if len(cells) != len(known.header):
        counts: Details = {"cells": len(cells), "header": len(known.header)}
        return Refusal(line, "column_count", counts)
    if day is None:
        return Refusal(line, "bad_date", {"cell": _shown(date_cell)})
    if not OLDEST <= day <= datetime.now(tz=UTC).date() + timedelta(days=366):
        return Refusal(line, "date_out_of_range", {"cell": _shown(date_cell)})
    amount_cell = cells[known.amount_column].strip()
    amount = known.read_amount(amount_cell)
    if amount is None:
        return Refusal(line, "bad_amount", {"cell": _shown(amount_cell)})
    return Row(
        line=line,
        date=day,
        description=_text(cells[known.description_column]),
        category=_text(cells[known.category_column]),
        kind=known.kinds.get(cells[known.kind_column].strip()) or _kind_by_sign(amount),
        amount=amount,
    )


def _kind_by_sign(amount: Decimal) -> str:
    return Transaction.Kind.REFUND if amount < 0 else Transaction.Kind.PURCHASE


def _text(cell: str) -> str:
    """Trimmed, with each run of white space as one blank. Postgres stores no NUL."""
    return " ".join(cell.replace("\0", " ").split())


def _shown(cell: str) -> str:
    """A cell as a message may repeat it."""
    cell = _text(cell)
    return cell if len(cell) <= 40 else f"{cell[:39]}…"
