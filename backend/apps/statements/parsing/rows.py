"""Parsing of rows: each is valid, rejected with its line and error, or skipped."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from hashlib import sha256
from operator import itemgetter
from typing import NamedTuple

from apps.statements.parsing.balances import BalanceColumn
from apps.statements.parsing.bounded_cache import BoundedCache
from apps.statements.parsing.column_mapping import ColumnMapping
from apps.statements.parsing.currencies import currency_of
from apps.statements.parsing.dates import MIN_DATE, max_date
from apps.statements.parsing.delimiters import NumberedRow
from apps.statements.parsing.normalization import excerpt
from apps.statements.parsing.row_filters import is_balance, is_status_of_unbooked_row, is_total
from apps.statements.parsing.row_results import (
    ErrorDetails,
    RejectedRow,
    Remarks,
    Row,
    RowResult,
    SkippedRow,
)
from apps.statements.parsing.transaction_types import detect_kind

MAX_CACHED_DATES = 20_000
# Characters of a cell that is cached.
MAX_CACHED_LENGTH = 60
TEXT_CACHE_BYTES = 16 * 1024 * 1024
# Cells stored of a rejected row: as many as the columns that a file may have.
MAX_STORED_CELLS = 100
# Characters at the beginning of a `bank_id`, which are the same for all rows of an account.
ACCOUNT_KEY_LENGTH = 16
ZERO = Decimal(0)
TEXT_FORMULA = re.compile(r'^="(.*)"$', re.DOTALL)
ESCAPED_FORMULA = re.compile(r"^'('*[=+\-@\x01-\x1f])")


class RowTexts(NamedTuple):
    """Values of a row other than date and amount."""

    description: str
    kind: str
    """Value of the kind column, or empty."""
    kind_of_charge: str
    kind_of_credit: str
    category: str
    card: str
    currency: str
    """Value of the currency column, or empty."""
    left_out: str
    """Word for which the row is left out, or empty."""
    unknown: str
    """Word of which it is unknown whether the row is left out, or empty."""


def parse_rows(
    mapping: ColumnMapping,
    lines: Iterator[NumberedRow],
    *,
    is_header: Callable[[list[str]], str],
    remarks: Remarks | None = None,
) -> Iterator[RowResult]:
    """Yield a result for each line.

    `is_header` returns "this" for the header of this table, "another" for that of another table,
    or an empty string. Dates and names repeat throughout a file: with the caches, parsing takes
    a third of the time.
    """
    remarks = remarks or Remarks()
    newest = max_date()
    width, skips, date_column = mapping.width, mapping.skips, mapping.date_column
    parse_date, parse_amount = mapping.dates.parse, mapping.amount.parse
    number_format, unwrap = mapping.number_format, mapping.unwrap
    date_fallback, bank_id_columns = mapping.date_fallback, mapping.bank_id_columns
    balance_column, balances = mapping.balance_column, BalanceColumn(number_format)
    known_dates: dict[str, date] = {}
    known_texts: BoundedCache[object, RowTexts] = BoundedCache(max_bytes=TEXT_CACHE_BYTES)
    text_columns = _text_columns(mapping)
    text_cells = itemgetter(*text_columns)
    new_row = partial(tuple.__new__, Row)  # twice as fast as calling Row
    below_gap = False
    for line, gap, cells in lines:
        below_gap = below_gap or gap
        if unwrap:
            cells = unwrap_cells(cells)
        if (len(cells) == width or mapping.fits(cells)) and not (
            skips and _matches_skip_rule(mapping, cells)
        ):
            if len(cells) < width:
                cells = [*cells, *[""] * (width - len(cells))]
            date_cell = cells[date_column]
            is_booking_date = False
            if date_fallback is not None and not date_cell.strip():
                date_cell = cells[date_fallback]
                is_booking_date = True
            day = known_dates.get(date_cell)
            if day is None:
                day = parse_date(date_cell.strip())
                if day is not None and MIN_DATE <= day <= newest:
                    if len(date_cell) <= MAX_CACHED_LENGTH:
                        if len(known_dates) >= MAX_CACHED_DATES:
                            known_dates.clear()
                        known_dates[date_cell] = day
                else:
                    day = None
            if day is not None:
                amount, currency = parse_amount(cells, number_format), mapping.currency
                if amount is None and mapping.alternatives:
                    amount, currency = _alternative_amount(mapping, cells)
                if amount is not None:
                    key = text_cells(cells)
                    texts = known_texts.get(key)
                    if texts is None:
                        texts = _parse_texts(mapping, cells, line, remarks)
                        own = (cells[column] for column in text_columns)
                        known_texts.store(key, texts, *own, *texts)
                    (
                        description,
                        kind,
                        charge_kind,
                        credit_kind,
                        category,
                        card,
                        named,
                        out,
                        new,
                    ) = texts
                    if out or new:
                        yield _leave_out(mapping, line, cells, texts, remarks)
                        continue
                    if is_booking_date:
                        remarks.booking_dates += 1
                    kind = kind or (credit_kind if amount < ZERO else charge_kind)
                    bank_id = _bank_id(cells, *bank_id_columns) if bank_id_columns else ""
                    currency = named or currency
                    if balance_column is not None:
                        balances.add(day, cells[balance_column])
                    yield new_row(
                        (line, day, description, category, kind, amount, currency, card, bank_id)
                    )
                    below_gap = False
                    continue
        result = _reject_or_skip(mapping, line, cells, is_header, remarks, below_gap=below_gap)
        if isinstance(result, RejectedRow) and result.code != "header_changed":
            result = result._replace(readable=_readable(mapping, cells))
        yield result
    remarks.balance = remarks.balance or balances.latest()


def _bank_id(cells: list[str], account: int, number: int) -> str:
    """Return the id that the bank gave the row, unique among all accounts; or an empty string."""
    found = cells[number].strip()
    return f"{_account_key(cells[account])}{found}" if found else ""


@lru_cache(maxsize=1_000)
def _account_key(account: str) -> str:
    """Return ACCOUNT_KEY_LENGTH characters that do not tell the account's number."""
    return sha256("".join(account.split()).encode()).hexdigest()[:ACCOUNT_KEY_LENGTH]


def unwrap_cells(cells: list[str]) -> list[str]:
    """Return the cells with `="text"` as text."""
    return [TEXT_FORMULA.sub(r"\1", cell) for cell in cells]


def _text_columns(mapping: ColumnMapping) -> list[int]:
    """Return the columns of which RowTexts is made."""
    more = (
        mapping.kind_column,
        mapping.category_column,
        mapping.card_column,
        mapping.currency_column,
    )
    filtered = (each.column for each in mapping.filters)
    optional = (column for column in more if column is not None)
    described = (*mapping.description_columns, *mapping.description_fallbacks)
    return list(dict.fromkeys([*described, *optional, *filtered]))


def _parse_texts(mapping: ColumnMapping, cells: list[str], line: int, remarks: Remarks) -> RowTexts:
    description = " ".join(
        " ".join(cells[column] for column in mapping.description_columns).split()
    )
    for column in mapping.description_fallbacks:
        description = description or " ".join(cells[column].split())
    description = remarks.truncate(description, line=line)
    kind = category = card = currency = ""
    if mapping.kind_column is not None:
        kind = mapping.kinds.get(cells[mapping.kind_column].strip(), "")
    if mapping.category_column is not None:
        category = cells[mapping.category_column].strip()
    if mapping.card_column is not None:
        card = cells[mapping.card_column].strip()
    if mapping.currency_column is not None:
        currency = currency_of(cells[mapping.currency_column])
    if mapping.escaped:
        description, category, card = map(_unescape, (description, category, card))
    return RowTexts(
        description,
        kind,
        detect_kind(description, is_credit=False),
        detect_kind(description, is_credit=True),
        category,
        card,
        currency,
        *_filter_words(mapping, cells),
    )


def _filter_words(mapping: ColumnMapping, cells: list[str]) -> tuple[str, str]:
    """Return the word for which the row is left out, and the word that is unknown."""
    unknown = ""
    for each in mapping.filters:
        cell = cells[each.column].strip() if each.column < len(cells) else ""
        if each.leaves_out(cell):
            return excerpt(cell), ""
        if each.is_unknown(cell):
            unknown = unknown or cell or " "
    return "", unknown


def _leave_out(
    mapping: ColumnMapping, line: int, cells: list[str], texts: RowTexts, remarks: Remarks
) -> RowResult:
    if texts.left_out:
        remarks.left_out[texts.left_out] += 1
        return SkippedRow(line)
    details: ErrorDetails = {"cell": excerpt(texts.unknown)}
    kept = cells[:MAX_STORED_CELLS]
    return RejectedRow(line, "unknown_status", details, kept, _readable(mapping, cells))


def _unescape(cell: str) -> str:
    return ESCAPED_FORMULA.sub(r"\1", cell)


def _alternative_amount(mapping: ColumnMapping, cells: list[str]) -> tuple[Decimal | None, str]:
    """Return amount and currency of the first alternative column that has an amount."""
    for column, currency in mapping.alternatives:
        moved = list(cells)
        moved[mapping.amount.columns[0]] = cells[column]
        amount = mapping.amount.parse(moved, mapping.number_format)
        if amount is not None:
            return amount, currency
    return None, mapping.currency


def _readable(mapping: ColumnMapping, cells: list[str]) -> dict[str, str]:
    """Return what can be read of a rejected row, so that only the rest has to be corrected."""
    day = mapping.dates.parse(_cell(cells, mapping.date_column))
    texts = (_cell(cells, column) for column in mapping.description_columns)
    fallbacks = (_cell(cells, column) for column in mapping.description_fallbacks)
    padded = [*cells, *[""] * (mapping.width - len(cells))]
    amount = mapping.amount.parse(padded, mapping.number_format)
    currency = mapping.currency
    if mapping.currency_column is not None:
        currency = currency_of(_cell(cells, mapping.currency_column)) or currency
    found = {
        "date": day.isoformat() if day and MIN_DATE <= day <= max_date() else "",
        "description": " ".join(" ".join(texts).split()) or next(filter(None, fallbacks), ""),
        "amount": "" if amount is None else str(amount),
        "currency": currency,
    }
    return {name: value for name, value in found.items() if value}


def _left_out_word(cells: list[str]) -> str:
    """Return the cell that says that the row moved no money, or an empty string."""
    for cell in cells:
        if is_balance(cell) or (cell and is_status_of_unbooked_row(cell)):
            return excerpt(cell)
    return ""


def _cell(cells: list[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def _is_detail(mapping: ColumnMapping, cells: list[str], date_cell: str) -> bool:
    """Return True for a line of totals, or one that has neither a date nor an amount."""
    if (not date_cell or is_total(date_cell)) and any(map(is_total, cells[:MAX_STORED_CELLS])):
        return True
    amounts = [cells[column] for column in mapping.amount.columns if column < len(cells)]
    return not date_cell and not any(map(str.strip, amounts))


def _matches_skip_rule(mapping: ColumnMapping, cells: list[str]) -> bool:
    return any(
        pattern.search(cells[column].strip())
        for column, pattern in mapping.skips
        if column < len(cells)
    )


def _reject_or_skip(
    mapping: ColumnMapping,
    line: int,
    cells: list[str],
    is_header: Callable[[list[str]], str],
    remarks: Remarks,
    *,
    below_gap: bool,
) -> RowResult:
    """Return the result of a line that is not a transaction."""
    if mapping.skips and _matches_skip_rule(mapping, cells):
        return SkippedRow(line)
    if word := _filter_words(mapping, cells)[0] or _left_out_word(cells):
        remarks.left_out[word] += 1
        return SkippedRow(line)
    kept = cells[:MAX_STORED_CELLS]
    date_cell = _cell(cells, mapping.date_column)
    day = mapping.dates.parse(date_cell)
    if day is None:
        if _is_detail(mapping, cells, date_cell):
            return SkippedRow(line)
        if sum(1 for cell in cells if cell.strip()) < 2:
            return SkippedRow(line)
        header = is_header(cells)
        if header == "this":
            return SkippedRow(line)
        if header == "another":
            return RejectedRow(line, "header_changed", {"line": line}, kept)
        if below_gap and not mapping.fits(cells):  # totals and balances
            return SkippedRow(line)
    if not mapping.fits(cells):
        counts: dict[str, str | int] = {"cells": len(cells), "header": mapping.width}
        return RejectedRow(line, "column_count", counts, kept)
    if day is None:
        return RejectedRow(line, "bad_date", {"cell": excerpt(date_cell)}, kept)
    if not MIN_DATE <= day <= max_date():
        return RejectedRow(line, "date_out_of_range", {"cell": excerpt(date_cell)}, kept)
    amount_cells = " ".join(cells[column] for column in mapping.amount.columns)
    return RejectedRow(line, "bad_amount", {"cell": excerpt(amount_cells)}, kept)
