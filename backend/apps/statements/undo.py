"""Deletion of transactions and statements, and undoing of them, of categorizations and merges.

What is deleted is hidden at once and erased in the night after UNDO_PERIOD has passed.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from apps.core.jobs import Reason
from apps.core.websockets import notify_user
from apps.statements.categorization.own_categories import apply_merges, undo_merge
from apps.statements.changes import UNDO_PERIOD, record_change
from apps.statements.importing.duplicates import (
    lock_duplicates,
    remove_duplicates,
    remove_known_bank_ids,
)
from apps.statements.importing.imports import close_import
from apps.statements.importing.locks import lock_statement
from apps.statements.importing.progress import notify_owner
from apps.statements.models import (
    BankAccount,
    Statement,
    Transaction,
    TransactionChange,
    TransactionText,
)
from apps.statements.stored_totals import mark_all_stale, mark_stale, refresh_spending

Kind = TransactionChange.Kind


def delete_transactions(
    *, chosen: QuerySet[Transaction], owner_id: int
) -> tuple[int, TransactionChange | None]:
    """Delete the owner's `chosen` transactions; return their number and the change, if any."""
    with transaction.atomic():
        change = record_change(chosen, owner_id=owner_id, kind=Kind.DELETION)
        deleted = chosen.update(owner=None, change_id=change.pk) if change else 0
    _refresh(owner_id)
    return deleted, change


def delete_statement(*, statement_id: UUID) -> tuple[int, TransactionChange]:
    """Delete the statement and its transactions; return their number and the change.

    Raise Statement.DoesNotExist, or StatementBusyError while it is imported.
    """
    with lock_statement(statement_id=statement_id) as statement:
        # Restored, it would otherwise wait for an import that was skipped.
        close_import(statement_id=statement_id, code=Reason.CANCELLED)
        owner_id = statement.owner_id
        rows = Transaction.objects.filter(statement=statement, owner_id=owner_id)
        change = record_change(rows, owner_id=owner_id, kind=Kind.DELETION)
        if change is None:
            change = TransactionChange.objects.create(owner_id=owner_id, kind=Kind.DELETION)
        deleted = rows.update(owner=None, change_id=change.pk)
        change.statement = statement
        change.save(update_fields=["statement"])
        Statement.objects.filter(pk=statement_id).update(deleted_at=timezone.now())
    notify_owner(statement, "statement.removed")
    _refresh(owner_id)
    return deleted, change


def undo_change(*, change_id: int, owner_id: int) -> int:
    """Undo the change, and return the number of changed transactions.

    Those changed again since then are left as they are. Raise TransactionChange.DoesNotExist if it
    is undone, older than UNDO_PERIOD or another user's.
    """
    with transaction.atomic():
        recent = TransactionChange.objects.filter(created_at__gt=timezone.now() - UNDO_PERIOD)
        change = recent.select_for_update().get(pk=change_id, owner_id=owner_id)
        if change.merged:
            undo_merge(owner_id=owner_id, key=change.merged)
        if change.kind == Kind.DELETION:
            changed = _undo_deletion(change)
        else:
            changed = _undo_categories(change)
        if change.first and change.last:
            apply_merges(owner_id=owner_id, first=change.first, last=change.last)
            mark_stale(owner_id=owner_id, first=change.first, last=change.last)
        change.delete()
    if change.statement:
        notify_owner(change.statement, "statement.added")
    _refresh(owner_id)
    return changed


def erase_deleted() -> None:
    """Erase what was deleted, if that can no longer be undone."""
    expired = TransactionChange.objects.filter(created_at__lte=timezone.now() - UNDO_PERIOD)
    for change in expired.select_related("statement").iterator():
        with transaction.atomic():
            Transaction.objects.filter(owner=None, change_id=change.pk).delete()
            if change.statement:
                change.statement.delete()
            change.delete()
            if change.kind == Kind.DELETION:
                # Other transactions may have the same texts.
                TransactionText.objects.filter(owner_id=change.owner_id).delete()
                mark_all_stale(owner_id=change.owner_id)
        refresh_spending(owner_id=change.owner_id)
    accounts = BankAccount.objects.filter(deleted_at__lte=timezone.now() - UNDO_PERIOD)
    accounts.delete()


def _undo_categories(change: TransactionChange) -> int:
    if not change.first or not change.last:
        return 0
    rows = Transaction.objects.filter(
        # The days find the rows by an index.
        owner_id=change.owner_id,
        date__range=(change.first, change.last),
        change_id=change.pk,
    )
    return rows.update(category=F("previous_category"), change_id=None)


def _undo_deletion(change: TransactionChange) -> int:
    rows = Transaction.objects.filter(owner=None, change_id=change.pk)
    restored = rows.update(owner_id=change.owner_id, change_id=None)
    if change.statement:
        Statement.objects.filter(pk=change.statement.pk).update(deleted_at=None)
        restored -= _remove_rows_imported_since(change.statement, change)
    return restored


def _remove_rows_imported_since(statement: Statement, change: TransactionChange) -> int:
    """Delete restored rows that another file has brought in the meantime; return their number."""
    if not change.first or not change.last:
        return 0
    lock_duplicates(owner_id=change.owner_id)
    days = {"first": change.first, "last": change.last}
    removed = remove_known_bank_ids(statement=statement, **days)
    removed += remove_duplicates(statement=statement, **days)
    Statement.objects.filter(pk=statement.pk).update(
        rows_imported=F("rows_imported") - removed, rows_duplicate=F("rows_duplicate") + removed
    )
    return removed


def _refresh(owner_id: int) -> None:
    refresh_spending(owner_id=owner_id)
    notify_user(user_id=owner_id, event={"type": "spending.changed"})
