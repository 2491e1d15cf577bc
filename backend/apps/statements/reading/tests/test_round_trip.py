"""Rows that are written as a bank writes them are read as they were, whichever bank it is."""

import csv
import io
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.statements.reading.answers import Answers
from apps.statements.reading.formats import Format, known_formats
from apps.statements.reading.outcomes import Row
from apps.statements.reading.tests.reading import amounts, outcomes
from apps.statements.reading.tests.test_formats import SAMPLES

Written = tuple[date, str, Decimal]
FORMATS = [known for known in known_formats() if known.id != "consolidated"]

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
def test_rows_of_every_bank_are_read_as_they_were_written(
    known: Format, rows: list[Written], ending: str
) -> None:
    rows = [(day, _bare(known, text), amount) for day, text, amount in rows]
    content = _file(known, rows).replace("\n", ending).encode(known.encoding)

    found = amounts(content, answers=_answers(known))

    assert found == [(day.isoformat(), text, amount) for day, text, amount in rows]


def _answers(known: Format) -> Answers:
    """What only the owner can know of a file without names, or with dates of either order."""
    order = "month_first" if len(known.date_formats) > 1 else ""
    named = known.id if known.generic or not known.header else ""
    return Answers(format=named, date_order=order)


def _bare(known: Format, text: str) -> str:
    """With nothing that this file cannot hold: some have no quotes around what divides cells."""
    if known.encoding not in {"utf-8", "iso-8859-1"}:
        text = "".join(letter for letter in text if letter.isascii())
    if known.quoting == "none":
        text = text.replace(known.delimiter[0], "").replace('"', "")
    return " ".join(f"SHOP {text}".split())


def _file(known: Format, rows: list[Written]) -> str:
    """The sample, with these rows in the place of its own."""
    data = (SAMPLES / f"{known.id}.csv").read_bytes()
    sample = data.decode(known.encoding)
    first = next(row for row in outcomes(data, answers=_answers(known)) if isinstance(row, Row))
    lines = sample.splitlines()
    above, below = lines[: first.line - 1], lines[first.line - 1 :]
    pattern = _divided(known, below)
    return "\n".join([*above, *(_line(known, _cells(known, pattern, row)) for row in rows), ""])


def _divided(known: Format, lines: list[str]) -> list[str]:
    """The cells of the first row, which may go over several lines."""
    if known.quoting == "none":
        return lines[0].split(known.delimiter)
    return next(csv.reader(lines, delimiter=known.delimiter))


def _line(known: Format, cells: list[str]) -> str:
    if known.quoting == "none":
        return known.delimiter.join(cells)
    text = io.StringIO()
    csv.writer(text, delimiter=known.delimiter, lineterminator="").writerow(cells)
    return text.getvalue()


def _cells(known: Format, pattern: list[str], row: Written) -> list[str]:
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


def _amount_cells(known: Format, amount: Decimal) -> dict[int, str]:
    said, size = known.amount, f"{abs(amount):.2f}"
    is_credit = amount < 0
    if said["mode"] == "debit_credit":
        return {said["debit"]: "" if is_credit else size, said["credit"]: size if is_credit else ""}
    if said["mode"] == "indicator":
        marks = said["credit_values"] if is_credit else said["charge_values"]
        return {said["column"]: size, said["indicator"]: marks[0]}
    if said["mode"] == "suffix":
        mark = said["credit_suffix" if is_credit else "charge_suffix"][0]
        return {said["column"]: f"{size} {mark}"}
    negative = is_credit != (said.get("charge_sign") == "-")
    fees = {said["fee_column"]: "0.00"} if "fee_column" in said else {}
    return {said["column"]: f"-{size}" if negative else size, **fees}
