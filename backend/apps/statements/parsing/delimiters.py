"""Splitting of lines into cells, and samples of a file for each delimiter."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import SEEK_END, TextIOWrapper
from itertools import islice
from typing import BinaryIO, TextIO, cast

from apps.statements.parsing.encoding import UnreadableFileError
from apps.statements.parsing.row_results import MAX_CELL_LENGTH, Remarks, truncate

DELIMITERS = (",", ";", "\t", "|", "~|~")
# Between the cells of a sheet, see workbook_reader.py.
CELL_SEPARATOR = "\x1f"
# Cells between them are never quoted.
UNQUOTED = ("~|~", CELL_SEPARATOR)
MAX_LINES_PER_ROW = 100
SAMPLE_LINES = 2_000
SAMPLE_CHARACTERS = 1_000_000
# First line number of the row (from 1), True if a blank line precedes it, and the cells.
NumberedRow = tuple[int, bool, list[str]]


@dataclass(frozen=True)
class Sample:
    """First rows of a file, split by one delimiter."""

    delimiter: str
    rows: list[tuple[int, list[str]]]

    @property
    def is_sheet(self) -> bool:
        return self.delimiter == CELL_SEPARATOR


@dataclass(kw_only=True)
class TextRows:
    """Rows of a text file."""

    text: TextIOWrapper
    delimiter: str
    quotes: bool = True
    first_line: int
    """Number of lines above the first row."""
    size: int = field(init=False)
    _tell: Callable[[], int] = field(init=False)

    def __post_init__(self) -> None:
        # Of the file, which outlives its text.
        self._tell = cast(BinaryIO, self.text.buffer).tell
        self.size = self.text.seek(0, SEEK_END)

    def rows(self, remarks: Remarks) -> Iterator[NumberedRow]:
        self.text.seek(0)
        return split_rows(
            self.text,
            delimiter=self.delimiter,
            quotes=self.quotes,
            skip=self.first_line,
            remarks=remarks,
        )

    @property
    def fraction_read(self) -> float:
        return self._tell() / self.size

    def detach(self) -> None:
        """Leave the file to the caller, who closes it."""
        self.text.detach()


def read_samples(text: TextIO, delimiters: Sequence[str] = DELIMITERS) -> list[Sample]:
    lines, size = [], 0
    for line in islice(text, SAMPLE_LINES):
        lines.append(line)
        size += len(line)
        if size > SAMPLE_CHARACTERS:
            break
    return [Sample(delimiter, list(_split_leniently(lines, delimiter))) for delimiter in delimiters]


def split_rows(
    text: TextIO, *, delimiter: str, quotes: bool, skip: int, remarks: Remarks
) -> Iterator[NumberedRow]:
    """Yield the rows below the first `skip` lines, without blank ones, and truncate long cells.

    Raise UnreadableFileError for unbalanced quotes.
    """
    for _ in islice(text, skip):
        pass
    if delimiter in UNQUOTED:
        return _split_text(text, delimiter, skip, remarks)
    return _split_csv(text, delimiter, quotes=quotes, skip=skip, remarks=remarks)


def _split_csv(
    text: TextIO, delimiter: str, *, quotes: bool, skip: int, remarks: Remarks
) -> Iterator[NumberedRow]:
    line = 1
    is_long = False

    def physical_lines() -> Iterator[str]:
        nonlocal is_long
        for number, physical in enumerate(text, start=1):
            # Only a long line, or several, can hold a long cell: skip the check otherwise.
            if number > line or len(physical) > MAX_CELL_LENGTH:
                if number - line >= MAX_LINES_PER_ROW:
                    raise UnreadableFileError("unclosed_quote", line=line + skip)
                is_long = True
            yield physical

    reader = csv.reader(
        physical_lines(),
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE,
        strict=True,
    )
    gap = False
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _quote_error(line + skip, error) from error
        if is_long:
            cells = [remarks.truncate(cell, line=line + skip) for cell in cells]
            is_long = False
        if cells:
            yield line + skip, gap, cells
            gap = False
        else:
            gap = True


def _split_text(text: TextIO, delimiter: str, skip: int, remarks: Remarks) -> Iterator[NumberedRow]:
    gap = False
    for line, physical in enumerate(text, start=skip + 1):
        if physical.strip():
            cells = physical.rstrip("\r\n").split(delimiter)
            yield line, gap, [remarks.truncate(cell, line=line) for cell in cells]
            gap = False
        else:
            gap = True


def _split_leniently(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    if delimiter in UNQUOTED:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield number, _truncate_cells(line.rstrip("\r\n").split(delimiter))
        return
    reader = csv.reader(lines, delimiter=delimiter)
    number = 1
    try:
        for cells in reader:
            if cells:
                yield number, _truncate_cells(cells)
            number = reader.line_num + 1
    except csv.Error:
        return


def _truncate_cells(cells: list[str]) -> list[str]:
    return [truncate(cell) for cell in cells]


def _quote_error(line: int, error: csv.Error) -> UnreadableFileError:
    if "expected after" in str(error):
        return UnreadableFileError("bad_quote", line=line)
    # The end of the file, or the size limit of a cell, was reached inside the quotes.
    return UnreadableFileError("unclosed_quote", line=line)
