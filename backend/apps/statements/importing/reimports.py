"""Removal of imported transactions for another import."""

from uuid import UUID

from apps.core.jobs import withdraw_cancellation
from apps.statements.importing.locks import lock_statement
from apps.statements.importing.progress import notify_owner
from apps.statements.models import Statement
from apps.statements.parsing.user_answers import Answers
from apps.statements.stored_totals import mark_statement_stale, refresh_spending


def reimport_statement(*, statement_id: UUID, answers: Answers) -> Statement:
    """Delete the imported rows, and queue the statement again with the answers.

    Raise Statement.DoesNotExist, or StatementBusyError while it is imported.
    """
    with lock_statement(statement_id=statement_id) as statement:
        mark_statement_stale(statement)
        statement.transactions.all().delete()
        statement.refused_rows.all().delete()
        statement.status, statement.format = Statement.Status.QUEUED, ""
        statement.answers = Answers.from_data(statement.answers).merged(answers).to_data()
        statement.rows_imported = statement.rows_refused = 0
        statement.rows_duplicate = statement.rows_skipped = 0
        statement.attempts = 0
        statement.cards, statement.balance, statement.balance_date = [], None, None
        statement.currency = ""
        statement.problem_code, statement.problem_details = "", {}
        statement.choices, statement.notes, statement.finished_at = None, [], None
        statement.save()
    # Requested for the earlier import, which may have ended at the same moment.
    withdraw_cancellation(statement.pk)
    refresh_spending(owner_id=statement.owner_id)
    notify_owner(statement, "statement.added")
    return statement
