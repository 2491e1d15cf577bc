"""What a file has brought, taken back: for good, or to be read once more as its owner says."""

from uuid import UUID

from apps.statements.locks import locked
from apps.statements.models import Statement
from apps.statements.progress import tell_owner
from apps.statements.reading.answers import Answers
from apps.statements.spending import mark_statement_stale, refresh_spending


def undo(*, statement_id: UUID) -> None:
    """The statement goes, with exactly what it brought.

    Raises Statement.DoesNotExist, and StatementBusyError while it is read.
    """
    with locked(statement_id=statement_id) as statement:
        mark_statement_stale(statement)
        owner_id = statement.owner_id
        statement.delete()
    refresh_spending(owner_id=owner_id)


def read_again(*, statement_id: UUID, answers: Answers) -> Statement:
    """What the file has brought is taken back, and it waits for its import once more.

    One that waits already does so with these answers. Raises Statement.DoesNotExist, and
    StatementBusyError while it is read.
    """
    with locked(statement_id=statement_id) as statement:
        mark_statement_stale(statement)
        statement.transactions.all().delete()
        statement.refused_rows.all().delete()
        statement.status, statement.format = Statement.Status.QUEUED, ""
        statement.answers = Answers.from_data(statement.answers).merged(answers).to_data()
        statement.rows_imported = statement.rows_refused = 0
        statement.rows_duplicate = statement.rows_skipped = 0
        statement.problem_code, statement.problem_details = "", {}
        statement.choices, statement.notes, statement.finished_at = None, [], None
        statement.save()
    refresh_spending(owner_id=statement.owner_id)
    tell_owner(statement, "statement.added")
    return statement
