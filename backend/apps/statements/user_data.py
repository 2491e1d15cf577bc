"""Export and erasure of a user's statements."""

import re
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q

from apps.accounts.models import User
from apps.accounts.privacy.registry import ExportFile
from apps.accounts.privacy.row_erasure import erase_rows, redact_admin_log
from apps.core.storage.folders import erase_folder
from apps.core.streaming_json import stream_list
from apps.statements.exports import stream_csv
from apps.statements.models import (
    BankAccount,
    Category,
    CategoryRule,
    RefusedRow,
    RememberedAnswers,
    Spending,
    StaleSpending,
    Statement,
    Transaction,
    TransactionChange,
    TransactionText,
    owner_folder,
    private_storage,
)

CHUNK_SIZE = 256 * 1024
STATEMENT_BATCH_SIZE = 500
ROW_BATCH_SIZE = 2_000
MAX_FILENAME_LENGTH = 100


def export_statements(user: User) -> Iterator[ExportFile]:
    yield ExportFile(path="statements.json", content=stream_list(_statement_dicts(user)))
    yield ExportFile(path="refused_rows.json", content=stream_list(_refused_row_dicts(user)))
    yield ExportFile(path="bank_accounts.json", content=stream_list(_account_dicts(user)))
    yield ExportFile(path="categories.json", content=stream_list(_category_dicts(user)))
    yield ExportFile(path="category_rules.json", content=stream_list(_rule_dicts(user)))
    yield ExportFile(path="remembered_answers.json", content=stream_list(_answer_dicts(user)))
    transactions = Transaction.objects.filter(owner=user).order_by("-date", "-id")
    yield ExportFile(path="transactions.csv", content=stream_csv(transactions, owner_id=user.pk))
    yield ExportFile(path="transaction_edits.json", content=stream_list(_edit_dicts(user)))
    for statement in _oldest_first(user):
        try:
            upload = statement.file.open("rb")
        except FileNotFoundError:  # lost, or deleted a moment ago
            continue
        with upload:
            yield ExportFile(path=_export_path(statement), content=upload.chunks(CHUNK_SIZE))


def erase_statements(user: User) -> None:
    """Delete all data of the user; raise OperationalError while a statement is imported."""
    erase_rows(Transaction.objects.filter(owner=user))
    # Deleted ones have no owner any more.
    deletions = TransactionChange.objects.filter(owner=user).values("pk")
    erase_rows(Transaction.objects.filter(owner=None, change_id__in=deletions))
    for model in (
        Spending,
        StaleSpending,
        CategoryRule,
        RememberedAnswers,
        TransactionChange,
        TransactionText,
        Category,
    ):
        erase_rows(model._default_manager.filter(owner=user))
    erase_rows(RefusedRow.objects.filter(statement__owner=user))
    for key in Statement.objects.filter(owner=user).values_list("pk", flat=True):
        with transaction.atomic():
            # An import holds this lock for as long as it runs.
            for statement in Statement.objects.select_for_update(nowait=True).filter(pk=key):
                redact_admin_log(Statement, [key])
                statement.delete()
    erase_rows(BankAccount.objects.filter(owner=user))
    # Includes files whose row was lost in an interruption.
    erase_folder(private_storage(), owner_folder(user.pk))


def _statement_dicts(user: User) -> Iterator[dict[str, Any]]:
    for statement in _oldest_first(user):
        yield {
            "id": statement.pk,
            "filename": statement.filename,
            "account": statement.account_id,
            # None if the file is lost.
            "file": _export_path(statement) if _has_file(statement) else None,
            "size": statement.size,
            "status": statement.status,
            "format": statement.format,
            "rows_imported": statement.rows_imported,
            "rows_refused": statement.rows_refused,
            "rows_duplicate": statement.rows_duplicate,
            "rows_skipped": statement.rows_skipped,
            "cards": statement.cards,
            "balance": statement.balance,
            "currency": statement.currency,
            "balance_date": statement.balance_date,
            "answers": statement.answers,
            "problem": statement.problem,
            "created_at": statement.created_at,
            "finished_at": statement.finished_at,
        }


def _account_dicts(user: User) -> Iterator[dict[str, Any]]:
    accounts = BankAccount.objects.filter(owner=user, deleted_at=None).order_by("pk")
    for account in accounts.iterator():
        yield {
            "id": account.pk,
            "name": account.name,
            "currency": account.currency,
            "created_at": account.created_at,
        }


def _refused_row_dicts(user: User) -> Iterator[dict[str, Any]]:
    rows = RefusedRow.objects.filter(statement__owner=user, statement__deleted_at=None)
    for row in rows.order_by("statement", "line").iterator(chunk_size=ROW_BATCH_SIZE):
        yield {
            "statement": row.statement_id,
            "line": row.line,
            "code": row.code,
            "message": row.message,
            "cells": row.cells,
            "readable": row.readable,
        }


def _edit_dicts(user: User) -> Iterator[dict[str, Any]]:
    rows = Transaction.objects.filter(Q(excluded=True) | ~Q(note=""), owner=user)
    for row in rows.order_by("-date", "-id").iterator(chunk_size=ROW_BATCH_SIZE):
        yield {
            "date": row.date,
            "description": row.description,
            "amount": row.amount,
            "currency": row.currency,
            "note": row.note,
            "excluded": row.excluded,
        }


def _category_dicts(user: User) -> Iterator[dict[str, Any]]:
    for row in Category.objects.filter(owner=user).order_by("key").iterator():
        yield {
            "key": row.key,
            "name": row.name,
            "color": row.color,
            "archived": row.archived,
            "merged_into": row.merged_into,
            "created_at": row.created_at,
        }


def _rule_dicts(user: User) -> Iterator[dict[str, Any]]:
    """Yield the rules in their order of precedence."""
    for rule in CategoryRule.objects.filter(owner=user).iterator():
        yield {
            "text": rule.text,
            "match": rule.match,
            "amount_min": rule.amount_min,
            "amount_max": rule.amount_max,
            "category": rule.category,
            "created_at": rule.created_at,
        }


def _answer_dicts(user: User) -> Iterator[dict[str, Any]]:
    answers = RememberedAnswers.objects.filter(owner=user).order_by("pk")
    for row in answers.iterator():
        yield {"signature": row.signature, "answers": row.answers}


def _oldest_first(user: User) -> Iterator[Statement]:
    statements = Statement.objects.filter(owner=user, deleted_at=None)
    statements = statements.order_by("created_at", "id")
    return iter(statements.iterator(chunk_size=STATEMENT_BATCH_SIZE))


def _export_path(statement: Statement) -> str:
    """Return a unique path with the user's filename, limited to portable characters."""
    name = re.sub(r"[^\w.() -]", "_", statement.filename[-MAX_FILENAME_LENGTH:])
    return f"statements/{statement.created_at:%Y-%m-%d} {str(statement.pk)[:8]} {name}"


def _has_file(statement: Statement) -> bool:
    return statement.file.storage.exists(str(statement.file.name))
