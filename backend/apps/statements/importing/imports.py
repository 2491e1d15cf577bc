"""Import of an uploaded file: all of its transactions, or none and an error."""

from contextlib import suppress
from typing import BinaryIO, cast
from uuid import UUID

from constance import config
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from apps.core.jobs import (
    MAX_ATTEMPTS,
    Cancellation,
    JobCancelledError,
    Reason,
    request_cancellation,
    withdraw_cancellation,
)
from apps.statements.categorization.own_categories import apply_merges
from apps.statements.importing.account_recognition import recognize_account
from apps.statements.importing.bulk_insert import StatementLoader
from apps.statements.importing.default_currency import get_default_currency
from apps.statements.importing.duplicates import (
    lock_duplicates,
    remove_duplicates,
    remove_known_bank_ids,
)
from apps.statements.importing.entered_rows import count_entered_rows
from apps.statements.importing.locks import StatementBusyError, lock_statement
from apps.statements.importing.progress import Progress
from apps.statements.importing.similar_rows import compare_rows, similar_rows_question
from apps.statements.models import RememberedAnswers, Statement
from apps.statements.parsing.encoding import UnreadableFileError
from apps.statements.parsing.opened_table import Note, Table
from apps.statements.parsing.questions import NeedsChoiceError
from apps.statements.parsing.tables import open_table
from apps.statements.parsing.user_answers import LEAVE_OUT, Answers
from apps.statements.stored_totals import mark_stale, refresh_spending


def import_statement(*, statement_id: UUID) -> None:
    """Import the file of a statement, unless it has ended or was deleted. Safe to run twice."""
    # Committed before the import starts, so that the attempt counts even if the process is killed.
    Statement.unfinished().filter(pk=statement_id).update(
        status=Statement.Status.PROCESSING, attempts=F("attempts") + 1
    )
    with transaction.atomic():
        statement = Statement.objects.select_for_update().filter(pk=statement_id).first()
        if statement is None or statement.has_ended:
            return
        progress = Progress(statement)
        try:
            if statement.attempts > MAX_ATTEMPTS:
                raise UnreadableFileError(Reason.INTERRUPTED)
            with transaction.atomic(), statement.file.open("rb") as upload:
                _import_file(statement, cast(BinaryIO, upload.file), progress)
        except NeedsChoiceError as error:
            _request_choice(statement, error)
        except UnreadableFileError as error:
            _reject(statement, error)
        except FileNotFoundError:
            _reject(statement, UnreadableFileError("file_missing"))
        except JobCancelledError:
            _reject(statement, UnreadableFileError(Reason.CANCELLED))
        statement.finished_at = timezone.now()
        statement.save()
    withdraw_cancellation(statement.pk)
    try:
        refresh_spending(owner_id=statement.owner_id)
    finally:
        progress.report_finished()


def list_unfinished_imports() -> list[str]:
    """Return the ids of all queued and running imports."""
    return [str(key) for key in Statement.unfinished().values_list("pk", flat=True)]


def count_attempt(*, statement_id: UUID) -> bool:
    """Count an attempt, and return True if the import may be queued again.

    Return False if it has ended, is running, or has had too many attempts and was closed.
    """
    try:
        with lock_statement(statement_id=statement_id) as statement:
            if statement.has_ended:
                return False
            statement.attempts += 1
            statement.save(update_fields=["attempts"])
    except (Statement.DoesNotExist, StatementBusyError):
        return False
    if statement.attempts > MAX_ATTEMPTS:
        close_import(statement_id=statement_id, code=Reason.INTERRUPTED)
        return False
    return True


def close_import(*, statement_id: UUID, code: str) -> None:
    """Mark an import that cannot finish as failed.

    `code` is a key of `error_messages.ERROR_MESSAGES`. Raise StatementBusyError if it is running.
    """
    try:
        with lock_statement(statement_id=statement_id) as statement:
            if statement.has_ended:
                return
            _reject(statement, UnreadableFileError(code))
            statement.finished_at = timezone.now()
            statement.save()
    except Statement.DoesNotExist:
        return
    Progress(statement).report_finished()


def cancel_import(*, statement_id: UUID) -> None:
    """Close a queued import, or request a running one to stop, which takes about a second.

    An import that has ended does not change.
    """
    # Requested before the row is read: an import that ends at this moment withdraws it.
    request_cancellation(statement_id)
    try:
        close_import(statement_id=statement_id, code=Reason.CANCELLED)
    except StatementBusyError:
        return
    withdraw_cancellation(statement_id)


def _import_file(statement: Statement, file: BinaryIO, progress: Progress) -> None:
    table = open_table(
        file,
        answers=Answers.from_data(statement.answers),
        remembered=lambda signature: _remembered_answers(statement, signature),
        fallback_currency=get_default_currency(owner_id=statement.owner_id),
    )
    loader = StatementLoader(statement, table, max_rows=config.UPLOAD_LIMIT_ROWS)
    cancellation = Cancellation(statement.pk)
    for rows in loader.load():
        cancellation.check()
        progress.report(fraction=table.source.fraction_read, rows=rows)
    if not loader.imported and not loader.rejected:
        raise UnreadableFileError("no_rows")
    statement.rows_refused, statement.rows_skipped = loader.rejected, loader.skipped
    if loader.days:
        first, last = min(loader.days), max(loader.days)
        lock_duplicates(owner_id=statement.owner_id)
        known = 0
        if table.mapping.bank_id_columns:
            known = remove_known_bank_ids(statement=statement, first=first, last=last)
        left_out = _leave_out_similar_rows(statement, table, loader, known=known)
        statement.rows_duplicate = (
            known + left_out + remove_duplicates(statement=statement, first=first, last=last)
        )
        if entered := count_entered_rows(statement=statement, first=first, last=last):
            table.notes.append(Note("entered_rows", {"rows": entered}))
        # Merged while the file was imported.
        apply_merges(owner_id=statement.owner_id, first=first, last=last)
        mark_stale(owner_id=statement.owner_id, first=first, last=last)
    statement.rows_imported = loader.imported - statement.rows_duplicate
    _save_account(statement, table, loader)
    _save_result(statement, table)


def _leave_out_similar_rows(
    statement: Statement, table: Table, loader: StatementLoader, *, known: int
) -> int:
    """Delete rows that look like ones of other files, if the owner said so; return their number.

    `known` rows are gone already. Raise NeedsChoiceError if the owner has not said it.
    """
    compared = compare_rows(
        statement=statement, first=min(loader.days), last=max(loader.days), rows=loader.imported
    )
    if compared.overlap and not known:
        first, last = (day.isoformat() for day in compared.overlap)
        table.notes.append(Note("overlap", {"first": first, "last": last}))
    if not compared.similar:
        return 0
    if not table.answers.similar_rows:
        raise similar_rows_question(
            statement=statement,
            similar=compared.similar,
            header=table.header,
            signature=table.signature,
        )
    if table.answers.similar_rows == LEAVE_OUT:
        statement.transactions.filter(pk__in=compared.similar).delete()
        return len(compared.similar)
    return 0


def _save_account(statement: Statement, table: Table, loader: StatementLoader) -> None:
    """Save the cards and the balance, and the account if an earlier statement tells it."""
    statement.cards = sorted(loader.cards)
    if statement.account is None:
        statement.account = recognize_account(statement)
    if len(loader.currencies) == 1:
        [statement.currency] = loader.currencies
        # Of several cards, the file has the balance of only one.
        if table.balance and len(loader.cards) == 1:
            statement.balance_date, statement.balance = table.balance


def _save_result(statement: Statement, table: Table) -> None:
    statement.status = Statement.Status.IMPORTED
    statement.format = table.mapping.id
    statement.header = list(table.header)
    statement.notes = [{"code": note.code, "details": note.details} for note in table.notes]
    if statement.answers:
        RememberedAnswers.objects.update_or_create(
            owner_id=statement.owner_id,
            signature=table.signature,
            # Merged with earlier answers, which applied to this file too.
            defaults={"answers": table.answers.remembered().to_data()},
        )


def _remembered_answers(statement: Statement, signature: str) -> Answers | None:
    with suppress(RememberedAnswers.DoesNotExist):
        stored = RememberedAnswers.objects.get(owner_id=statement.owner_id, signature=signature)
        return Answers.from_data(stored.answers)
    return None


def _request_choice(statement: Statement, error: NeedsChoiceError) -> None:
    statement.status = Statement.Status.NEEDS_CHOICE
    statement.choices = error.to_data()
    statement.header = list(error.header)


def _reject(statement: Statement, error: UnreadableFileError) -> None:
    statement.status = Statement.Status.REJECTED
    statement.problem_code = error.code
    statement.problem_details = error.details
