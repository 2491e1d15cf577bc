"""From the outcomes of a file to rows in the database, as fast as Postgres takes them."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

from apps.statements.labels import CONSOLIDATED, Labels
from apps.statements.models import RefusedRow, Statement, Transaction
from apps.statements.reading.files import UnreadableFileError
from apps.statements.reading.outcomes import Outcome, Refusal, Row
from apps.statements.reading.tables import Table

OUTCOMES_AT_ONCE = 20_000
REFUSALS_AT_ONCE = 1_000
"""They are held with all their cells."""
LINES_AT_ONCE = 256
TRANSACTION = (
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
)
REFUSED_ROW = ("statement_id", "line", "code", "details", "cells")


class Loader:
    """Counts what became of the rows, and between which days they lie."""

    def __init__(self, statement: Statement, table: Table, *, most_rows: int) -> None:
        self.statement = statement
        self.table = table
        self.most_rows = most_rows
        self.line = 1
        self.imported = self.refused = self.skipped = 0
        self.days: set[date] = set()
        self._labels = Labels(
            owner_id=statement.owner_id,
            name=table.layout.name,
            are_ours=table.layout.id == CONSOLIDATED,
        )

    def load(self) -> Iterator[int]:
        """All of the table, in parts; the line that was reached after each.

        Raises UnreadableFileError.
        """
        outcomes = self.table.outcomes()
        while batch := self._part(outcomes):
            if self.imported + self.refused + self.skipped > self.most_rows:
                raise UnreadableFileError("too_many_rows", most=self.most_rows)
            yield batch

    def _part(self, outcomes: Iterator[Outcome]) -> int:
        refusals: list[Refusal] = []
        before = self.imported + self.refused + self.skipped
        _copy(Transaction, TRANSACTION, self._rows(islice(outcomes, OUTCOMES_AT_ONCE), refusals))
        if refusals:
            _copy(RefusedRow, REFUSED_ROW, self._refused_rows(refusals))
        self.refused += len(refusals)
        return self.line if self.imported + self.refused + self.skipped > before else 0

    def _rows(self, outcomes: Iterable[Outcome], refusals: list[Refusal]) -> Iterator[Any]:
        owner, statement = self.statement.owner_id, str(self.statement.pk)
        labels, days, imported = self._labels, self.days, 0
        for outcome in outcomes:
            if type(outcome) is Row:
                line, day, description, word, kind, amount, currency, card = outcome
                merchant, category, label = labels.of(description, word, kind, card)
                days.add(day)
                imported += 1
                yield (
                    owner,
                    statement,
                    line,
                    day,
                    description,
                    merchant,
                    category,
                    kind,
                    amount,
                    currency,
                    label,
                )
            elif type(outcome) is Refusal:
                refusals.append(outcome)
                if len(refusals) >= REFUSALS_AT_ONCE:
                    break
            else:
                self.skipped += 1
            self.line = outcome.line
        self.imported += imported

    def _refused_rows(self, refusals: Iterable[Refusal]) -> Iterator[Any]:
        for line, code, details, cells in refusals:
            yield str(self.statement.pk), line, code, json.dumps(details), json.dumps(cells)


def _copy(model: type[Model], columns: tuple[str, ...], rows: Iterator[Any]) -> None:
    names = ", ".join(columns)
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    with (
        connection.cursor() as cursor,
        cursor.copy(
            f"COPY {model._meta.db_table} ({names}) FROM STDIN"
            f" WITH (FORMAT csv, FORCE_NOT_NULL ({names}))"
        ) as copy,
    ):
        while some := list(islice(rows, LINES_AT_ONCE)):
            writer.writerows(some)
            copy.write(lines.getvalue())
            lines.seek(0)
            lines.truncate()
