"""The cells of each line, and the beginning of a file as each delimiter would divide it."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

from apps.statements.reading.files import UnreadableFileError

DELIMITERS = (",", ";", "\t", "|", "~|~")
MOST_LINES_OF_A_ROW = 100
LINES_SAMPLED = 2_000
CHARACTERS_SAMPLED = 1_000_000
Cells = tuple[int, bool, list[str]]
"""Line number (of the row's first line, the file's first is 1), whether a blank line stands before
it, and the cells."""


@dataclass(frozen=True)
class Sample:
    """The first rows of a file, divided by one delimiter."""

    delimiter: str
    rows: list[tuple[int, list[str]]]


def samples(text: TextIO) -> list[Sample]:
    lines, size = [], 0
    for line in islice(text, LINES_SAMPLED):
        lines.append(line)
        size += len(line)
        if size > CHARACTERS_SAMPLED:
            break
    return [Sample(delimiter, list(_leniently(lines, delimiter))) for delimiter in DELIMITERS]


def divided(text: TextIO, *, delimiter: str, quotes: bool, skip: int) -> Iterator[Cells]:
    """All rows below the first `skip` lines; blank ones are left out.

    Raises UnreadableFileError for quotes that do not belong together.
    """
    for _ in islice(text, skip):
        pass
    if len(delimiter) > 1:
        return _by_text(text, delimiter, skip)
    return _by_csv(text, delimiter, quotes=quotes, skip=skip)


def _by_csv(text: TextIO, delimiter: str, *, quotes: bool, skip: int) -> Iterator[Cells]:
    line = 1

    def physical_lines() -> Iterator[str]:
        for number, physical in enumerate(text, start=1):
            if number - line >= MOST_LINES_OF_A_ROW:
                raise UnreadableFileError("unclosed_quote", line=line + skip)
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
            raise _unreadable(line + skip, error) from error
        if cells:
            yield line + skip, gap, cells
            gap = False
        else:
            gap = True


def _by_text(text: TextIO, delimiter: str, skip: int) -> Iterator[Cells]:
    gap = False
    for line, physical in enumerate(text, start=skip + 1):
        if physical.strip():
            yield line, gap, physical.rstrip("\r\n").split(delimiter)
            gap = False
        else:
            gap = True


def _leniently(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    if len(delimiter) > 1:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield number, line.rstrip("\r\n").split(delimiter)
        return
    reader = csv.reader(lines, delimiter=delimiter)
    number = 1
    try:
        for cells in reader:
            if cells:
                yield number, cells
            number = reader.line_num + 1
    except csv.Error:
        return


def _unreadable(line: int, error: csv.Error) -> UnreadableFileError:
    if "expected after" in str(error):
        return UnreadableFileError("bad_quote", line=line)
    # The end of the file, or of what a cell may hold, was reached inside the quotes.
    return UnreadableFileError("unclosed_quote", line=line)
