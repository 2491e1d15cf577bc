"""The rows of a table, each read, refused with its line and reason, or skipped."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from apps.statements.reading.dates import OLDEST, latest_day
from apps.statements.reading.kinds import kind_of
from apps.statements.reading.layouts import Layout
from apps.statements.reading.lines import Cells
from apps.statements.reading.outcomes import Outcome, Refusal, Row, Skip
from apps.statements.reading.texts import shown

MOST_KNOWN = 50_000
ESCAPED = re.compile(r"^'('*[=+\-@\x01-\x1f])")


def read_rows(
    layout: Layout, lines: Iterator[Cells], *, is_header: Callable[[list[str]], str]
) -> Iterator[Outcome]:
    """`is_header` says whether cells are "this" table's names, "another"'s, or none."""
    newest = latest_day()
    width, read_date, date_column = layout.width, layout.dates.read, layout.date_column
    read_amount, decimal = layout.amount.read, layout.decimal
    first_text, *more_texts = layout.description_columns
    kinds: dict[tuple[str, bool], str] = {}
    has_more, skips = _has_more(layout), layout.skips
    below_a_gap = False
    for line, gap, cells in lines:
        below_a_gap = below_a_gap or gap
        if (len(cells) == width or layout.fits(cells)) and not (
            skips and _is_skipped(layout, cells)
        ):
            if len(cells) < width:
                cells = [*cells, *[""] * (width - len(cells))]
            day = read_date(cells[date_column].strip())
            if day is not None and OLDEST <= day <= newest:
                amount, currency = read_amount(cells, decimal), layout.currency
                if amount is None and layout.alternatives:
                    amount, currency = _alternative(layout, cells)
                if amount is not None:
                    description = " ".join(cells[first_text].split())
                    if more_texts:
                        others = (cells[other] for other in more_texts)
                        description = " ".join(" ".join((description, *others)).split())
                    if layout.escaped:
                        description = _unescaped(description)
                    key = (description, amount < 0)
                    kind = kinds.get(key)
                    if kind is None:
                        if len(kinds) >= MOST_KNOWN:
                            kinds.clear()
                        kind = kinds[key] = kind_of(description, is_credit=amount < 0)
                    category = card = ""
                    if has_more:
                        said, category, card, currency = _more(layout, cells, currency)
                        kind = said or kind
                    yield Row(line, day, description, category, kind, amount, currency, card)
                    below_a_gap = False
                    continue
        yield _unread(layout, line, cells, is_header, below_a_gap=below_a_gap)


def _has_more(layout: Layout) -> bool:
    """Whether more than date, description and amount is read."""
    more = (layout.kind_column, layout.category_column, layout.card_column, layout.currency_column)
    return any(column is not None for column in more)


def _more(layout: Layout, cells: list[str], currency: str) -> tuple[str, str, str, str]:
    """The kind if its column says one, the category, the card and the currency."""
    kind = category = card = ""
    if layout.kind_column is not None:
        kind = layout.kinds.get(cells[layout.kind_column].strip(), "")
    if layout.category_column is not None:
        category = cells[layout.category_column].strip()
    if layout.card_column is not None:
        card = cells[layout.card_column].strip()
    if layout.escaped:
        category, card = _unescaped(category), _unescaped(card)
    if layout.currency_column is not None:
        named = cells[layout.currency_column].strip().upper()
        if len(named) == 3 and named.isalpha() and named.isascii():
            currency = named
    return kind, category, card, currency


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
