"""Rows written in any bank format are parsed unchanged."""

import csv
import io
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.statements.parsing.formats import BankFormat, known_formats
from apps.statements.parsing.row_results import Row
from apps.statements.parsing.tests.parsing_fixtures import parse_amounts, parse_results
from apps.statements.parsing.tests.test_formats import SAMPLES
from apps.statements.parsing.user_answers import Answers

Written = tuple[date, str, Decimal]
FORMATS = [
    known for known in known_formats() if known.id != "consolidated" and known.answers is None
]

days = st.dates(date(2005, 1, 1), date(2026, 10, 31))
cents = st.integers(-99_999_999, 99_999_999).filter(bool)
words = st.text(
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;|'\"&*#/-+=@()$%éü"),
    min_size=1,
    max_size=30,
)
rows_of_banks = st.lists(
    st.tuples(days, words, cents.map(lambda number: Decimal(number).scaleb(-2))),
    min_size=1,
    max_size=6,
)


@given(known=st.sampled_from(FORMATS), rows=rows_of_banks, ending=st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=300, deadline=None)
def test_written_rows_are_parsed_unchanged(
    known: BankFormat, rows: list[Written], ending: str
) -> None:
    rows = [(day, _bare(known, text), amount) for day, text, amount in rows]
    content = _file(known, rows).replace("\n", ending).encode(known.encoding)

    found = parse_amounts(content, answers=_answers(known))

    assert found == [(day.isoformat(), text, amount) for day, text, amount in rows]


def _answers(known: BankFormat) -> Answers:
    """Return the answers that a file without a header, or with ambiguous dates, requires."""
    order = "month_first" if len(known.date_orders) > 1 else ""
    named = known.id if known.generic or not known.header else ""
    return Answers(format=named, date_order=order)


def _bare(known: BankFormat, text: str) -> str:
    """Return the text without characters that the format cannot represent."""
    if known.encoding not in {"utf-8", "iso-8859-1"}:
        text = "".join(letter for letter in text if letter.isascii())
    if known.quoting == "none":
        text = text.replace(known.delimiter[0], "").replace('"', "")
    return " ".join(f"SHOP {text}".split())


def _file(known: BankFormat, rows: list[Written]) -> str:
    """Return the sample with its rows replaced."""
    data = (SAMPLES / f"{known.id}.csv").read_bytes()
    sample = data.decode(known.encoding)
    first = next(
        row for row in parse_results(data, answers=_answers(known)) if isinstance(row, Row)
    )
    lines = sample.splitlines()
    above, below = lines[: first.line - 1], lines[first.line - 1 :]
    pattern = _divided(known, below)
    return "\n".join([*above, *(_line(known, _cells(known, pattern, row)) for row in rows), ""])


def _divided(known: BankFormat, lines: list[str]) -> list[str]:
    """Return the cells of the first row, which may span several lines."""
    if known.quoting == "none":
        return lines[0].split(known.delimiter)
    return next(csv.reader(lines, delimiter=known.delimiter))


def _line(known: BankFormat, cells: list[str]) -> str:
    if known.quoting == "none":
        return known.delimiter.join(cells)
    text = io.StringIO()
    csv.writer(text, delimiter=known.delimiter, lineterminator="").writerow(cells)
    return text.getvalue()


def _cells(known: BankFormat, pattern: list[str], row: Written) -> list[str]:
    day, text, amount = row
    cells = list(pattern)
    cells[known.date["column"]] = f"{day:{known.date['formats'][0]}}"
    first, *more = known.description["columns"]
    cells[first] = text
    for column in more:
        cells[column] = ""
    for column, cell in _amount_cells(known, amount).items():
        cells[column] = cell.replace(".", known.decimal_separator)
    return cells


def _amount_cells(known: BankFormat, amount: Decimal) -> dict[int, str]:
    spec, size = known.amount, f"{abs(amount):.2f}"
    is_credit = amount < 0
    if spec["mode"] == "debit_credit":
        return {spec["debit"]: "" if is_credit else size, spec["credit"]: size if is_credit else ""}
    if spec["mode"] == "indicator":
        marks = spec["credit_values"] if is_credit else spec["charge_values"]
        return {spec["column"]: size, spec["indicator"]: marks[0]}
    if spec["mode"] == "suffix":
        mark = spec["credit_suffix" if is_credit else "charge_suffix"][0]
        return {spec["column"]: f"{size} {mark}"}
    negative = is_credit != (spec.get("charge_sign") == "-")
    fees = {spec["fee_column"]: "0.00"} if "fee_column" in spec else {}
    return {spec["column"]: f"-{size}" if negative else size, **fees}
