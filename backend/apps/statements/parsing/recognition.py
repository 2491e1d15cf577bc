"""Recognition of known bank formats by their header or the content of their rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from apps.statements.parsing.amounts import NumberFormat, detect_number_formats, parse_amount
from apps.statements.parsing.balances import parse_balance
from apps.statements.parsing.columns import detect_role, find_balance_column
from apps.statements.parsing.dates import detect_date_orders
from apps.statements.parsing.delimiters import Sample
from apps.statements.parsing.formats import BankFormat, known_formats, known_headers, strip_header
from apps.statements.parsing.row_results import Row, RowResult
from apps.statements.parsing.rows import parse_rows

MAX_LINES_ABOVE_HEADER = 40
MAX_NAME_LENGTH = 80
MIN_MATCH_SHARE = 0.9
MIN_BALANCE_STEPS = 2
CARD_NUMBER = re.compile(r"[\d*xX•. -]{4,}")


@dataclass(frozen=True, kw_only=True)
class Header:
    sample: Sample
    index: int
    """Index in the rows of the sample."""
    format: BankFormat | None
    """None if the header is not a known one."""

    @property
    def line(self) -> int:
        return self.sample.rows[self.index][0]

    @property
    def cells(self) -> list[str]:
        return self.sample.rows[self.index][1]

    @property
    def preamble(self) -> list[list[str]]:
        return [cells for _, cells in self.sample.rows[: self.index]]

    @property
    def rows(self) -> list[list[str]]:
        return [cells for _, cells in self.sample.rows[self.index + 1 :]]


def find_known_header(samples: list[Sample]) -> Header | None:
    headers = known_headers()
    for sample in samples:
        for index, (line, cells) in enumerate(sample.rows):
            if line > MAX_LINES_ABOVE_HEADER + 1:
                break
            if (known := headers.get(strip_header(cells))) is not None:
                return Header(sample=sample, index=index, format=known)
    return None


def find_likely_header(sample: Sample) -> Header | None:
    """Return the row that names a date and an amount column, or has names above typed cells."""
    above = [
        (index, cells)
        for index, (line, cells) in enumerate(sample.rows)
        if line <= MAX_LINES_ABOVE_HEADER + 1
    ]
    found = next((index for index, cells in above if is_header_row(cells)), None)
    if found is None:
        rows = [cells for _, cells in sample.rows[: len(above) + 1]]
        found = next(
            (
                index
                for index, (cells, below) in enumerate(pairwise(rows))
                if _are_names_above(cells, below)
            ),
            None,
        )
    return Header(sample=sample, index=found, format=None) if found is not None else None


def _are_names_above(cells: list[str], below: list[str]) -> bool:
    """Return True if `below` has a date and an amount, and these cells have neither."""
    names = [cell.strip() for cell in cells]
    filled = list(filter(None, names))
    return (
        len(below) > 1
        and abs(len(cells) - len(below)) <= 1
        and len(filled) * 2 > len(cells)
        and len(set(filled)) * 2 > len(filled)
        and not any(_is_date(cell) or _is_amount(cell) for cell in filled)
        and all(len(name) <= MAX_NAME_LENGTH for name in filled)
        and is_typed_row(below)
    )


def is_typed_row(cells: list[str]) -> bool:
    """Return True if the row has a date and an amount."""
    return any(map(_is_date, cells)) and any(
        _is_amount(cell) and not _is_date(cell) for cell in cells
    )


def _is_date(cell: str) -> bool:
    return bool(detect_date_orders([cell]))


def _is_amount(cell: str) -> bool:
    return any(
        parse_amount(cell.strip(), each) is not None for each in detect_number_formats([cell])
    )


def is_header_row(cells: list[str]) -> bool:
    """Return True if the cells name columns, including a date and an amount."""
    if any(len(cell) > MAX_NAME_LENGTH or re.search(r"\d{2}", cell) for cell in cells):
        return False
    roles = {detect_role(cell)[0] for cell in cells if cell.strip()}
    return bool(roles & {"date", "posting"}) and bool(roles & {"amount", "debit", "credit"})


def find_headerless_format(samples: list[Sample]) -> tuple[BankFormat, Sample] | None:
    """Return the only headerless format that matches the rows and the order of their dates."""
    found = [
        (known, sample)
        for sample in samples
        for known in known_formats()
        if not known.header and known.delimiter == sample.delimiter and _matches(known, sample)
    ]
    return found[0] if len(found) == 1 else None


def _matches(known: BankFormat, sample: Sample) -> bool:
    if find_likely_header(sample):
        return False
    rows = [cells for _, cells in sample.rows if len(cells) == known.width]
    if len(rows) < MIN_MATCH_SHARE * (len(sample.rows) - 2) or not all(
        _cells_match(known, row) for row in rows
    ):
        return False
    mapping = known.mapping(width=known.width)
    lines = ((0, False, cells) for cells in rows)
    results = list(parse_rows(mapping, lines, is_header=lambda _: ""))
    read = [result for result in results if isinstance(result, Row)]
    if not read or len(read) < MIN_MATCH_SHARE * len(results) - 1:
        return False
    if _contradicts_balances(known, mapping.number_format, zip(results, rows, strict=True)):
        return False
    return _dates_prove_order(known, [row[known.date["column"]] for row in rows])


def _contradicts_balances(
    known: BankFormat, number_format: NumberFormat, results: Iterable[tuple[RowResult, list[str]]]
) -> bool:
    """Return True if each balance changes by the amount, but rises with spending."""
    column = find_balance_column(known.columns)
    if column is None:
        return False
    read = [
        (result.date, result.amount, parse_balance(row[column], number_format))
        for result, row in results
        if isinstance(result, Row)
    ]
    if read[0][0] > read[-1][0]:
        read.reverse()
    if read[0][0] == read[-1][0]:
        return False  # either order may be right
    steps = list(pairwise(read))
    return len(steps) >= MIN_BALANCE_STEPS and all(
        before is not None and after is not None and after - before == amount
        for (_, _, before), (_, amount, after) in steps
    )


def _dates_prove_order(known: BankFormat, cells: list[str]) -> bool:
    """Return True if the dates match no other order than that of the format."""
    orders = detect_date_orders(cells)
    return list(orders) == [known.date_orders[0]]


def _cells_match(known: BankFormat, row: list[str]) -> bool:
    """Return True if each cell is valid for its column."""
    cells = dict(zip(known.columns, (cell.strip() for cell in row), strict=True))
    if "*" in cells and cells["*"] != "*":
        return False
    if cells.get("card") and not CARD_NUMBER.fullmatch(cells["card"]):
        return False
    if cells.get("balance") and not re.search(r"\d[.,]\d\d$", cells["balance"]):
        return False
    return not (cells.get("debit") and cells.get("credit"))
