"""A file opened as a table: its columns, its rows, and notes on how they were parsed."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from apps.statements.parsing.column_mapping import ColumnMapping
from apps.statements.parsing.delimiters import NumberedRow
from apps.statements.parsing.formats import known_headers, strip_header
from apps.statements.parsing.recognition import is_header_row
from apps.statements.parsing.row_results import MAX_CELL_LENGTH, ErrorDetails, Remarks, RowResult
from apps.statements.parsing.rows import parse_rows
from apps.statements.parsing.user_answers import Answers

# Words named in a note.
MAX_NOTED_WORDS = 5


class Note(NamedTuple):
    """A remark for the owner on how the file was parsed."""

    code: str
    details: ErrorDetails


class RowSource(Protocol):
    """Source of the rows of a table."""

    def rows(self, remarks: Remarks) -> Iterator[NumberedRow]: ...

    @property
    def fraction_read(self) -> float:
        """Return how much of the file was read, from 0 to 1."""

    def detach(self) -> None:
        """Leave the file to the caller, who closes it."""


@dataclass(kw_only=True)
class Table:
    mapping: ColumnMapping
    header: tuple[str, ...]
    """Column names; empty if the file has none."""
    signature: str
    """Same for all files with these columns: answers are stored under it."""
    answers: Answers
    """Answers for this file, merged with those for earlier files with these columns."""
    notes: list[Note] = field(default_factory=list)
    balance: tuple[date, Decimal] | None = None
    """Latest day and the balance of the account after it, once all rows are parsed."""
    source: RowSource

    def parse_rows(self) -> Generator[RowResult]:
        """Yield a result for each line that is not blank, then add a note if cells were truncated.

        Raise UnreadableFileError for unbalanced quotes.
        """
        remarks = Remarks()
        try:
            lines = self.source.rows(remarks)
            yield from parse_rows(self.mapping, lines, is_header=self._is_header, remarks=remarks)
            self.notes += _row_notes(remarks, self.mapping)
            self.balance = remarks.balance
        finally:
            # Or the file would be closed with what reads it, after an error or half-way.
            self.source.detach()

    def _is_header(self, cells: list[str]) -> str:
        if self.header and strip_header(cells) == strip_header(self.header):
            return "this"
        return "another" if strip_header(cells) in known_headers() or is_header_row(cells) else ""


def _row_notes(remarks: Remarks, mapping: ColumnMapping) -> Iterator[Note]:
    if remarks.missing_currency and mapping.currency_column is not None:
        yield Note("currency_assumed", {"currency": mapping.currency})
    if remarks.truncated_line:
        yield Note("cell_cut", {"line": remarks.truncated_line, "most": MAX_CELL_LENGTH})
    if remarks.booking_dates:
        yield Note("booking_date", {"rows": remarks.booking_dates})
    if remarks.left_out:
        words = ", ".join(word for word, _ in remarks.left_out.most_common(MAX_NOTED_WORDS))
        yield Note("left_out", {"rows": remarks.left_out.total(), "words": words})
