"""From an uploaded file to its transactions: all of them, or none and the reason."""

import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO, cast
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from apps.statements.files import UnreadableFileError, detect_encoding
from apps.statements.formats import Format
from apps.statements.models import RefusedRow, Statement, Transaction
from apps.statements.progress import Progress
from apps.statements.rows import Outcome, Refusal, Row, Skip, read_table

ROWS_AT_ONCE = 5_000
COLUMNS = (
    "owner_id",
    "statement_id",
    "line",
    "date",
    "description",
    "category",
    "kind",
    "amount",
    "currency",
)


def import_statement(*, statement_id: UUID) -> None:
    """Import the file of a statement. Safe to run twice: one that has ended stays as it is.

    A statement that was deleted in the meantime is no error.
    """
    Statement.objects.filter(pk=statement_id, status=Statement.Status.QUEUED).update(
        status=Statement.Status.PROCESSING
    )
    with transaction.atomic():
        statement = Statement.objects.select_for_update().filter(pk=statement_id).first()
        if statement is None or statement.has_ended:
            return
        progress = Progress(statement)
        try:
            with transaction.atomic(), statement.file.open("rb") as upload:
                _import_file(statement, cast(BinaryIO, upload.file), progress)
        except UnreadableFileError as error:
            _reject(statement, error)
        except FileNotFoundError:
            _reject(statement, UnreadableFileError("file_missing"))
        statement.finished_at = timezone.now()
        statement.save()
    progress.ended()


def interrupted_imports() -> list[UUID]:
    """Statements that wait although nobody imports them: their worker, or their queue, was lost.

    One that is merely next in its queue is among them; to import it twice does no harm.
    """
    waiting = Statement.objects.filter(
        status__in=(Statement.Status.QUEUED, Statement.Status.PROCESSING)
    )
    with transaction.atomic():
        # A running import holds the lock of its statement.
        return list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True))


def give_up(*, statement_id: UUID) -> None:
    """Close a statement whose import failed by our own fault, so that nobody waits for ever."""
    statement = Statement.objects.filter(pk=statement_id).first()
    if statement is None or statement.has_ended:
        return
    _reject(statement, UnreadableFileError("failed"))
    statement.finished_at = timezone.now()
    statement.save()
    Progress(statement).ended()


def _import_file(statement: Statement, file: BinaryIO, progress: Progress) -> None:
    encoding = detect_encoding(file)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    known, outcomes = read_table(text)
    for rows in _batches(outcomes):
        good = [row for row in rows if isinstance(row, Row)]
        refused = [row for row in rows if isinstance(row, Refusal)]
        _copy(statement, known, good)
        RefusedRow.objects.bulk_create(
            RefusedRow(statement=statement, line=row.line, code=row.code, details=row.details)
            for row in refused
        )
        statement.rows_imported += len(good)
        statement.rows_refused += len(refused)
        statement.rows_skipped += sum(1 for row in rows if isinstance(row, Skip))
        progress.reached(fraction=file.tell() / statement.size, rows=rows[-1].line - 1)
    if not statement.rows_imported and not statement.rows_refused:
        raise UnreadableFileError("no_rows")
    text.detach()
    statement.format = known.id
    statement.status = Statement.Status.IMPORTED


def _copy(statement: Statement, known: Format, rows: Iterable[Row]) -> None:
    table = Transaction._meta.db_table
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(COLUMNS)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(
                (
                    statement.owner_id,
                    statement.pk,
                    row.line,
                    row.date,
                    row.description,
                    row.category,
                    row.kind,
                    row.amount,
                    known.currency,
                )
            )


def _batches(outcomes: Iterator[Outcome]) -> Iterator[tuple[Outcome, ...]]:
    while batch := tuple(islice(outcomes, ROWS_AT_ONCE)):
        yield batch


def _reject(statement: Statement, error: UnreadableFileError) -> None:
    statement.status = Statement.Status.REJECTED
    statement.rows_imported = statement.rows_refused = statement.rows_skipped = 0
    statement.problem_code = error.code
    statement.problem_details = error.details
