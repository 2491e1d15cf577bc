"""From an uploaded file to its transactions: all of them, or none and the reason."""

from contextlib import suppress
from typing import BinaryIO, cast
from uuid import UUID

from constance import config
from django.db import transaction
from django.utils import timezone

from apps.statements.currencies import usual_currency
from apps.statements.duplicates import lock_duplicates, remove_duplicates
from apps.statements.loading import Loader
from apps.statements.models import RememberedAnswers, Statement
from apps.statements.progress import Progress
from apps.statements.reading.answers import Answers
from apps.statements.reading.choices import NeedsChoice
from apps.statements.reading.files import UnreadableFileError
from apps.statements.reading.tables import Table, open_table
from apps.statements.spending import mark_stale, refresh_spending


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
        except NeedsChoice as question:
            _ask(statement, question)
        except UnreadableFileError as error:
            _reject(statement, error)
        except FileNotFoundError:
            _reject(statement, UnreadableFileError("file_missing"))
        statement.finished_at = timezone.now()
        statement.save()
    try:
        refresh_spending(owner_id=statement.owner_id)
    finally:
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
    table = open_table(
        file,
        answers=Answers.from_data(statement.answers),
        remembered=lambda signature: _remembered(statement, signature),
        fallback_currency=usual_currency(owner_id=statement.owner_id),
    )
    loader = Loader(statement, table, most_rows=config.UPLOAD_LIMIT_ROWS)
    for line in loader.load():
        progress.reached(fraction=min(1, file.tell() / statement.size), rows=line)
    if not loader.imported and not loader.refused:
        raise UnreadableFileError("no_rows")
    statement.rows_refused, statement.rows_skipped = loader.refused, loader.skipped
    if loader.days:
        first, last = min(loader.days), max(loader.days)
        lock_duplicates(owner_id=statement.owner_id)
        statement.rows_duplicate = remove_duplicates(statement=statement, first=first, last=last)
        mark_stale(owner_id=statement.owner_id, first=first, last=last)
    statement.rows_imported = loader.imported - statement.rows_duplicate
    _describe(statement, table)


def _describe(statement: Statement, table: Table) -> None:
    statement.status = Statement.Status.IMPORTED
    statement.format = table.layout.id
    statement.header = list(table.header)
    statement.notes = [{"code": note.code, "details": note.details} for note in table.notes]
    if statement.answers:
        RememberedAnswers.objects.update_or_create(
            owner_id=statement.owner_id,
            signature=table.signature,
            # With what was said before, which held for this file, too.
            defaults={"answers": table.answers.to_data()},
        )


def _remembered(statement: Statement, signature: str) -> Answers | None:
    with suppress(RememberedAnswers.DoesNotExist):
        kept = RememberedAnswers.objects.get(owner_id=statement.owner_id, signature=signature)
        return Answers.from_data(kept.answers)
    return None


def _ask(statement: Statement, question: NeedsChoice) -> None:
    statement.status = Statement.Status.NEEDS_CHOICE
    statement.choices = question.to_data()
    statement.header = list(question.header)


def _reject(statement: Statement, error: UnreadableFileError) -> None:
    statement.status = Statement.Status.REJECTED
    statement.problem_code = error.code
    statement.problem_details = error.details
