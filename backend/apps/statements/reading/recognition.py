"""Known formats, found by their header or by the shape of their rows."""

import re
from dataclasses import dataclass

from apps.statements.reading.columns import role_of
from apps.statements.reading.dates import DateReader, fitting
from apps.statements.reading.formats import Format, bare, known_formats, known_headers
from apps.statements.reading.lines import Sample
from apps.statements.reading.outcomes import Row
from apps.statements.reading.rows import read_rows

HEADER_WITHIN = 40
LONGEST_NAME = 80
ENOUGH = 0.9
CARD = re.compile(r"[\d*xX•. -]{4,}")


@dataclass(frozen=True, kw_only=True)
class Header:
    sample: Sample
    index: int
    """Among the rows of the sample."""
    format: Format | None
    """None where the names are not those of a known one."""

    @property
    def line(self) -> int:
        return self.sample.rows[self.index][0]

    @property
    def cells(self) -> list[str]:
        return self.sample.rows[self.index][1]

    @property
    def rows(self) -> list[list[str]]:
        return [cells for _, cells in self.sample.rows[self.index + 1 :]]


def known_header(samples: list[Sample]) -> Header | None:
    headers = known_headers()
    for sample in samples:
        for index, (line, cells) in enumerate(sample.rows):
            if line > HEADER_WITHIN + 1:
                break
            if (known := headers.get(bare(cells))) is not None:
                return Header(sample=sample, index=index, format=known)
    return None


def likely_header(sample: Sample) -> Header | None:
    """A line whose cells are words for a date and an amount at least."""
    for index, (line, cells) in enumerate(sample.rows):
        if line > HEADER_WITHIN + 1:
            return None
        if names_columns(cells):
            return Header(sample=sample, index=index, format=None)
    return None


def names_columns(cells: list[str]) -> bool:
    """Whether they are words for columns, a date and an amount among them."""
    if any(len(cell) > LONGEST_NAME or re.search(r"\d{2}", cell) for cell in cells):
        return False
    roles = {role_of(cell)[0] for cell in cells if cell.strip()}
    return bool(roles & {"date", "posting"}) and bool(roles & {"amount", "debit", "credit"})


def known_shape(samples: list[Sample]) -> tuple[Format, Sample] | None:
    """The one format without a header that the rows fit, if their dates prove its order."""
    found = [
        (known, sample)
        for sample in samples
        for known in known_formats()
        if not known.header and known.delimiter == sample.delimiter and _fits(known, sample)
    ]
    return found[0] if len(found) == 1 else None


def _fits(known: Format, sample: Sample) -> bool:
    if likely_header(sample):
        return False
    rows = [cells for _, cells in sample.rows if len(cells) == known.width]
    if len(rows) < ENOUGH * (len(sample.rows) - 2) or not all(_looks(known, row) for row in rows):
        return False
    layout = known.layout(width=known.width)
    lines = ((0, False, cells) for cells in rows)
    outcomes = list(read_rows(layout, lines, is_header=lambda _: ""))
    read = [outcome for outcome in outcomes if isinstance(outcome, Row)]
    if not read or len(read) < ENOUGH * len(outcomes) - 1:
        return False
    return proves(known, [row[known.date["column"]] for row in rows])


def proves(known: Format, cells: list[str]) -> bool:
    """Whether the dates can be read in no other order than the format's."""
    orders = fitting(cells)
    return list(orders) == [DateReader(known.date_formats).order]


def _looks(known: Format, row: list[str]) -> bool:
    """Whether each cell can be what the format has in its place."""
    cells = dict(zip(known.columns, (cell.strip() for cell in row), strict=True))
    if "*" in cells and cells["*"] != "*":
        return False
    if cells.get("card") and not CARD.fullmatch(cells["card"]):
        return False
    if cells.get("balance") and not re.search(r"\d[.,]\d\d$", cells["balance"]):
        return False
    return not (cells.get("debit") and cells.get("credit"))
