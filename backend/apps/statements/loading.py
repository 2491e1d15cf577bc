"""From the outcomes of a file to rows in the database, as fast as Postgres takes them."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

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
MOST_KNOWN = 50_000
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
        self.days: dict[date, str] = {}
        """Each as it is written."""
        self._known: dict[tuple[str, ...], tuple[str, str]] = {}
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
        _copy(Transaction, TRANSACTION, self._lines(islice(outcomes, OUTCOMES_AT_ONCE), refusals))
        if refusals:
            _copy(RefusedRow, REFUSED_ROW, self._refused_lines(refusals))
        self.refused += len(refusals)
        return self.line if self.imported + self.refused + self.skipped > before else 0

    def _lines(self, outcomes: Iterable[Outcome], refusals: list[Refusal]) -> Iterator[str]:
        """As COPY takes them. What rows have in common is written once, or half of an import's time
        would go into quoting the same names again."""
        start = _csv(self.statement.owner_id, self.statement.pk)
        days, known, imported = self.days, self._known, 0
        for outcome in outcomes:
            if type(outcome) is Row:
                line, day, description, word, kind, amount, currency, card = outcome
                names = (description, word, kind, currency, card)
                around = known.get(names) or self._around(*names)
                written = days.get(day)
                if written is None:
                    written = days[day] = day.isoformat()
                imported += 1
                yield f"{start},{line},{written},{around[0]},{amount!s},{around[1]}\n"
            elif type(outcome) is Refusal:
                refusals.append(outcome)
                if len(refusals) >= REFUSALS_AT_ONCE:
                    break
            else:
                self.skipped += 1
            self.line = outcome.line
        self.imported += imported

    def _around(
        self, description: str, word: str, kind: str, currency: str, card: str
    ) -> tuple[str, str]:
        """What stands before the amount of such a row, and behind it."""
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        merchant, category, label = self._labels.of(description, word, kind, card)
        around = _csv(description, merchant, category, kind), _csv(currency, label)
        self._known[description, word, kind, currency, card] = around
        return around

    def _refused_lines(self, refusals: Iterable[Refusal]) -> Iterator[str]:
        for line, code, details, cells in refusals:
            row = _csv(self.statement.pk, line, code, json.dumps(details), json.dumps(cells))
            yield f"{row}\n"


def _csv(*cells: object) -> str:
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
        while some := "".join(islice(lines, LINES_AT_ONCE)):
            copy.write(some)
