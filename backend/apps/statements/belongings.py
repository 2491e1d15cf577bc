"""Everything that somebody keeps here: to take away, or to be erased."""

import re
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from apps.accounts.belongings.erasure import erase_rows, forget_in_log
from apps.accounts.belongings.registry import Entry
from apps.accounts.models import User
from apps.core.folders import erase_folder
from apps.core.json_streams import stream_list
from apps.statements.exports import stream_csv
from apps.statements.models import (
    CategoryRule,
    RefusedRow,
    RememberedAnswers,
    Spending,
    StaleSpending,
    Statement,
    Transaction,
    folder_of,
    private_storage,
)

PIECE = 256 * 1024
STATEMENTS_AT_ONCE = 500
ROWS_AT_ONCE = 2_000
LONGEST_FILENAME = 100


def export_statements(user: User) -> Iterator[Entry]:
    yield Entry(path="statements.json", content=stream_list(_described(user)))
    yield Entry(path="refused_rows.json", content=stream_list(_refused(user)))
    yield Entry(path="category_rules.json", content=stream_list(_rules(user)))
    yield Entry(path="remembered_answers.json", content=stream_list(_answers(user)))
    transactions = Transaction.objects.filter(owner=user).order_by("-date", "-id")
    yield Entry(path="transactions.csv", content=stream_csv(transactions))
    for statement in _oldest_first(user):
        try:
            upload = statement.file.open("rb")
        except FileNotFoundError:  # lost, or deleted a moment ago
            continue
        with upload:
            yield Entry(path=_path(statement), content=upload.chunks(PIECE))


def erase_statements(user: User) -> None:
    """Raises OperationalError while one of them is being imported."""
    erase_rows(Transaction.objects.filter(owner=user))
    for model in (Spending, StaleSpending, CategoryRule, RememberedAnswers):
        erase_rows(model._default_manager.filter(owner=user))
    erase_rows(RefusedRow.objects.filter(statement__owner=user))
    for key in Statement.objects.filter(owner=user).values_list("pk", flat=True):
        with transaction.atomic():
            # An import holds this lock for as long as it runs.
            for statement in Statement.objects.select_for_update(nowait=True).filter(pk=key):
                forget_in_log(Statement, [key])
                statement.delete()
    # A file that lost its row to an interruption, too.
    erase_folder(private_storage(), folder_of(user.pk))


def _described(user: User) -> Iterator[dict[str, Any]]:
    for statement in _oldest_first(user):
        yield {
            "id": statement.pk,
            "filename": statement.filename,
            # None where the upload itself is lost.
            "file": _path(statement) if _has_file(statement) else None,
            "size": statement.size,
            "status": statement.status,
            "format": statement.format,
            "rows_imported": statement.rows_imported,
            "rows_refused": statement.rows_refused,
            "rows_duplicate": statement.rows_duplicate,
            "rows_skipped": statement.rows_skipped,
            "answers": statement.answers,
            "problem": statement.problem,
            "created_at": statement.created_at,
            "finished_at": statement.finished_at,
        }


def _refused(user: User) -> Iterator[dict[str, Any]]:
    rows = RefusedRow.objects.filter(statement__owner=user)
    for row in rows.order_by("statement", "line").iterator(chunk_size=ROWS_AT_ONCE):
        yield {
            "statement": row.statement_id,
            "line": row.line,
            "code": row.code,
            "message": row.message,
            "cells": row.cells,
        }


def _rules(user: User) -> Iterator[dict[str, Any]]:
    rules = CategoryRule.objects.filter(owner=user).order_by("text")
    for rule in rules.iterator():
        yield {"text": rule.text, "category": rule.category, "created_at": rule.created_at}


def _answers(user: User) -> Iterator[dict[str, Any]]:
    answers = RememberedAnswers.objects.filter(owner=user).order_by("pk")
    for row in answers.iterator():
        yield {"signature": row.signature, "answers": row.answers}


def _oldest_first(user: User) -> Iterator[Statement]:
    statements = Statement.objects.filter(owner=user).order_by("created_at", "id")
    return iter(statements.iterator(chunk_size=STATEMENTS_AT_ONCE))


def _path(statement: Statement) -> str:
    """The owner's own name for it, as far as every system can have it, and what tells two of the
    same name apart."""
    name = re.sub(r"[^\w.() -]", "_", statement.filename[-LONGEST_FILENAME:])
    return f"statements/{statement.created_at:%Y-%m-%d} {str(statement.pk)[:8]} {name}"


def _has_file(statement: Statement) -> bool:
    return statement.file.storage.exists(str(statement.file.name))
