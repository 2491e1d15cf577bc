"""A row that was refused, put right by its owner."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from apps.statements.currencies import usual_currency
from apps.statements.duplicates import is_duplicate, lock_duplicates
from apps.statements.labels import Labels
from apps.statements.locks import locked
from apps.statements.models import Statement, Transaction
from apps.statements.spending import mark_stale, refresh_spending


def correct_row(
    *,
    statement_id: UUID,
    line: int,
    day: date,
    description: str,
    amount: Decimal,
    currency: str,
) -> Statement:
    """Import the row as it is said to read, unless another file has brought it already.

    Without a `currency` it has that of the other rows.

    Raises RefusedRow.DoesNotExist, and StatementBusyError while the file is read.
    """
    with locked(statement_id=statement_id) as statement:
        statement.refused_rows.get(line=line).delete()
        statement.rows_refused -= 1
        transaction = _transaction(statement, line, day, description, amount, currency)
        lock_duplicates(owner_id=statement.owner_id)
        if is_duplicate(transaction):
            statement.rows_duplicate += 1
        else:
            transaction.save()
            statement.rows_imported += 1
            mark_stale(owner_id=statement.owner_id, first=day, last=day)
        statement.save()
    refresh_spending(owner_id=statement.owner_id)
    return statement


def _transaction(
    statement: Statement, line: int, day: date, description: str, amount: Decimal, currency: str
) -> Transaction:
    description = " ".join(description.split())
    neighbour = statement.transactions.first()
    if not currency:
        currency = neighbour.currency if neighbour else usual_currency(owner_id=statement.owner_id)
    kind = Transaction.Kind.REFUND if amount < 0 else Transaction.Kind.PURCHASE
    labels = Labels(owner_id=statement.owner_id, name=statement.format_name)
    merchant, category, card = labels.of(description, "", kind, "")
    return Transaction(
        owner_id=statement.owner_id,
        statement=statement,
        line=line,
        date=day,
        description=description,
        merchant=merchant,
        category=category,
        kind=kind,
        amount=amount,
        currency=currency,
        card=neighbour.card if neighbour else card,
    )
