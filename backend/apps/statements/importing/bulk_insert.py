"""Bulk insert of parsed rows with COPY."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice

from django.db import connection
from django.db.models import Model

from apps.statements.categorization.row_labels import EXPORT_FORMAT, RowLabeler
from apps.statements.models import RefusedRow, Statement, Transaction
from apps.statements.parsing.bounded_cache import BoundedCache
from apps.statements.parsing.encoding import UnreadableFileError
from apps.statements.parsing.opened_table import Table
from apps.statements.parsing.row_results import RejectedRow, Row, RowResult

BATCH_SIZE = 20_000
MAX_REJECTED_ROWS = 1_000
# Rejected rows are kept in memory with all their cells until they are written.
MAX_REJECTED_CHARACTERS = 500_000
# A file with more is not that of one account.
MAX_CARDS = 20
LINES_PER_WRITE = 256
CHARACTERS_PER_WRITE = 256 * 1024
LABEL_CACHE_BYTES = 24 * 1024 * 1024
TRANSACTION_COLUMNS = (
    "owner_id",
    "statement_id",
    "line",
    "date",
    "description",
    "merchant",
    "category",
    "kind",
    "amount",
    "currency",
    "card",
    "bank_id",
)
REFUSED_ROW_COLUMNS = ("statement_id", "line", "code", "details", "cells", "readable")


class StatementLoader:
    """Inserts the rows of a table, and records their counts, dates, cards and currencies."""

    def __init__(self, statement: Statement, table: Table, *, max_rows: int) -> None:
        self.statement = statement
        self.table = table
        self.max_rows = max_rows
        self.imported = self.rejected = self.skipped = 0
        # Each date and its ISO format.
        self.days: dict[date, str] = {}
        self.cards: set[str] = set()
        self.currencies: set[str] = set()
        self._label_cache: BoundedCache[tuple[str, ...], tuple[str, str]] = BoundedCache(
            max_bytes=LABEL_CACHE_BYTES
        )
        self._labels = RowLabeler(
            owner_id=statement.owner_id,
            name=table.mapping.name,
            is_export=table.mapping.id == EXPORT_FORMAT,
        )

    def load(self) -> Iterator[int]:
        """Insert all rows in batches, and yield the number of rows read so far after each.

        Raise UnreadableFileError if the file cannot be parsed, or has too many rows.
        """
        results = self.table.parse_rows()
        before = 0
        while (rows := self._load_batch(results)) > before:
            if rows > self.max_rows:
                raise UnreadableFileError("too_many_rows", most=self.max_rows)
            before = rows
            yield rows

    def _load_batch(self, results: Iterator[RowResult]) -> int:
        """Insert a batch, and return the number of rows read so far."""
        rejected_rows: list[RejectedRow] = []
        _copy(
            Transaction,
            TRANSACTION_COLUMNS,
            self._transaction_lines(islice(results, BATCH_SIZE), rejected_rows),
        )
        if rejected_rows:
            _copy(RefusedRow, REFUSED_ROW_COLUMNS, self._rejected_lines(rejected_rows))
        self.rejected += len(rejected_rows)
        return self.imported + self.rejected + self.skipped

    def _transaction_lines(
        self, results: Iterable[RowResult], rejected_rows: list[RejectedRow]
    ) -> Iterator[str]:
        """Yield CSV lines for COPY.

        Repeated cells are quoted once: quoting each would take half of the time of an import.
        """
        start = _csv_line(self.statement.owner_id, self.statement.pk)
        days, cache, imported, rejected_size = self.days, self._label_cache, 0, 0
        bands = self._labels.amount_bands
        for result in results:
            if type(result) is Row:
                line, day, description, word, kind, amount, currency, card, bank_id = result
                names: tuple[str, ...] = (description, word, kind, currency, card)
                if bands:
                    names += (bands.band(amount),)
                around = cache.get(names) or self._csv_around_amount(names, amount)
                iso_date = days.get(day)
                if iso_date is None:
                    iso_date = days[day] = day.isoformat()
                imported += 1
                own_id = _csv_line(bank_id) if bank_id else ""
                yield f"{start},{line},{iso_date},{around[0]},{amount!s},{around[1]},{own_id}\n"
            elif type(result) is RejectedRow:
                rejected_rows.append(result)
                rejected_size += sum(map(len, result.cells))
                if (
                    len(rejected_rows) >= MAX_REJECTED_ROWS
                    or rejected_size >= MAX_REJECTED_CHARACTERS
                ):
                    break
            else:
                self.skipped += 1
        self.imported += imported

    def _csv_around_amount(self, names: tuple[str, ...], amount: Decimal) -> tuple[str, str]:
        """Return the CSV before and after the amount of a row; `names` is its key in the cache."""
        description, word, kind, currency, card = names[:5]
        merchant, category, label = self._labels.label(description, word, kind, card, amount)
        self.currencies.add(currency)
        if len(self.cards) < MAX_CARDS:
            self.cards.add(label)
        around = _csv_line(description, merchant, category, kind), _csv_line(currency, label)
        self._label_cache.store(names, around, *names, *around)
        return around

    def _rejected_lines(self, rejected_rows: Iterable[RejectedRow]) -> Iterator[str]:
        for line, code, details, cells, readable in rejected_rows:
            stored = (json.dumps(each) for each in (details, cells, dict(readable)))
            yield f"{_csv_line(self.statement.pk, line, code, *stored)}\n"


def _csv_line(*cells: object) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _copy(model: type[Model], columns: tuple[str, ...], lines: Iterator[str]) -> None:
    names = ", ".join(columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(
            f"COPY {model._meta.db_table} ({names}) FROM STDIN"
            f" WITH (FORMAT csv, FORCE_NOT_NULL ({names}))"
        ) as copy,
    ):
        for chunk in _join_lines(lines):
            copy.write(chunk)


def _join_lines(lines: Iterator[str]) -> Iterator[str]:
    """Join many short lines or few long ones, to bound the size of a write."""
    line_count = LINES_PER_WRITE
    while chunk := "".join(islice(lines, line_count)):
        yield chunk
        line_count = max(1, min(LINES_PER_WRITE, line_count * CHARACTERS_PER_WRITE // len(chunk)))
