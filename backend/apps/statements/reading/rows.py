"""The rows of a table, each read, refused with its line and reason, or skipped."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from operator import itemgetter
from typing import NamedTuple, TypeVar

from apps.statements.reading.dates import OLDEST, latest_day
from apps.statements.reading.kinds import kind_of
from apps.statements.reading.layouts import Layout
from apps.statements.reading.lines import Cells
from apps.statements.reading.outcomes import Outcome, Refusal, Row, Skip
from apps.statements.reading.texts import shown

MOST_KNOWN = 20_000
NOTHING = Decimal(0)
Key = TypeVar("Key")
Read = TypeVar("Read")
ESCAPED = re.compile(r"^'('*[=+\-@\x01-\x1f])")


class Texts(NamedTuple):
    """What the cells of a row that are no date and no amount say."""

    description: str
    kind: str
    """As a column of its own says it, or nothing."""
    kind_of_charge: str
    kind_of_credit: str
    category: str
    card: str
    currency: str
    """Of a column of its own, or nothing."""


def read_rows(
    layout: Layout, lines: Iterator[Cells], *, is_header: Callable[[list[str]], str]
) -> Iterator[Outcome]:
    """`is_header` says whether cells are "this" table's names, "another"'s, or none.

    A file says the same few days and names again and again: what cells have been read before is
    remembered, which takes a third of the time.
    """
    newest = latest_day()
    width, skips, date_column = layout.width, layout.skips, layout.date_column
    read_date, read_amount, decimal = layout.dates.read, layout.amount.read, layout.decimal
    text_cells = itemgetter(*_text_columns(layout))
    known_days: dict[str, date] = {}
    known_texts: dict[object, Texts] = {}
    new_row = partial(tuple.__new__, Row)  # in half the time of calling it
    below_a_gap = False
    for line, gap, cells in lines:
        below_a_gap = below_a_gap or gap
        if (len(cells) == width or layout.fits(cells)) and not (
            skips and _is_skipped(layout, cells)
        ):
            if len(cells) < width:
                cells = [*cells, *[""] * (width - len(cells))]
            date_cell = cells[date_column]
            day = known_days.get(date_cell)
            if day is None:
                day = read_date(date_cell.strip())
                if day is not None and OLDEST <= day <= newest:
                    _remember(known_days, date_cell, day)
                else:
                    day = None
            if day is not None:
                amount, currency = read_amount(cells, decimal), layout.currency
                if amount is None and layout.alternatives:
                    amount, currency = _alternative(layout, cells)
                if amount is not None:
                    key = text_cells(cells)
                    texts = known_texts.get(key)
                    if texts is None:
                        texts = _texts(layout, cells)
                        _remember(known_texts, key, texts)
                    description, kind, of_charge, of_credit, category, card, named = texts
                    kind = kind or (of_credit if amount < NOTHING else of_charge)
                    yield new_row(
                        (line, day, description, category, kind, amount, named or currency, card)
                    )
                    below_a_gap = False
                    continue
        yield _unread(layout, line, cells, is_header, below_a_gap=below_a_gap)


def _remember(known: dict[Key, Read], key: Key, read: Read) -> None:
    if len(known) >= MOST_KNOWN:
        known.clear()
    known[key] = read


def _text_columns(layout: Layout) -> list[int]:
    """The columns that Texts are read of."""
    more = (layout.kind_column, layout.category_column, layout.card_column, layout.currency_column)
    return [*layout.description_columns, *(column for column in more if column is not None)]


def _texts(layout: Layout, cells: list[str]) -> Texts:
    description = " ".join(" ".join(cells[column] for column in layout.description_columns).split())
    kind = category = card = currency = ""
    if layout.kind_column is not None:
        kind = layout.kinds.get(cells[layout.kind_column].strip(), "")
    if layout.category_column is not None:
        category = cells[layout.category_column].strip()
    if layout.card_column is not None:
        card = cells[layout.card_column].strip()
    if layout.currency_column is not None:
        named = cells[layout.currency_column].strip().upper()
        if len(named) == 3 and named.isalpha() and named.isascii():
            currency = named
    if layout.escaped:
        description, category, card = map(_unescaped, (description, category, card))
    return Texts(
        description,
        kind,
        kind_of(description, is_credit=False),
        kind_of(description, is_credit=True),
        category,
        card,
        currency,
    )


def _unescaped(cell: str) -> str:
    return ESCAPED.sub(r"\1", cell)


def _alternative(layout: Layout, cells: list[str]) -> tuple[Decimal | None, str]:
    """The amount in another currency's column, read as the first is."""
    for column, currency in layout.alternatives:
        moved = list(cells)
        moved[layout.amount.columns[0]] = cells[column]
        amount = layout.amount.read(moved, layout.decimal)
        if amount is not None:
            return amount, currency
    return None, layout.currency


def _is_skipped(layout: Layout, cells: list[str]) -> bool:
    return any(
        pattern.search(cells[column].strip())
        for column, pattern in layout.skips
        if column < len(cells)
    )


def _unread(
    layout: Layout,
    line: int,
    cells: list[str],
    is_header: Callable[[list[str]], str],
    *,
    below_a_gap: bool,
) -> Outcome:
    """Why a line is no transaction."""
    if layout.skips and _is_skipped(layout, cells):
        return Skip(line)
    date_cell = cells[layout.date_column].strip() if len(cells) > layout.date_column else ""
    day = layout.dates.read(date_cell)
    if day is None:
        if sum(1 for cell in cells if cell.strip()) < 2:
            return Skip(line)
        header = is_header(cells)
        if header == "this":
            return Skip(line)
        if header == "another":
            return Refusal(line, "header_changed", {"line": line}, cells)
        if below_a_gap and not layout.fits(cells):  # totals and balances
            return Skip(line)
    if not layout.fits(cells):
        counts: dict[str, str | int] = {"cells": len(cells), "header": layout.width}
        return Refusal(line, "column_count", counts, cells)
    if day is None:
        return Refusal(line, "bad_date", {"cell": shown(date_cell)}, cells)
    if not OLDEST <= day <= latest_day():
        return Refusal(line, "date_out_of_range", {"cell": shown(date_cell)}, cells)
    amount_cells = " ".join(cells[column] for column in layout.amount.columns)
    return Refusal(line, "bad_amount", {"cell": shown(amount_cells)}, cells)
