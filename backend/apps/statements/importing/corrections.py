"""Correction of rejected rows by their owner."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from apps.statements.categorization.row_labels import RowLabeler
from apps.statements.importing.default_currency import get_default_currency
from apps.statements.importing.duplicates import is_duplicate, lock_duplicates
from apps.statements.importing.locks import lock_statement
from apps.statements.models import Statement, Transaction
from apps.statements.stored_totals import mark_stale, refresh_spending


def correct_row(
    *,
    statement_id: UUID,
    line: int,
    day: date,
    description: str,
    amount: Decimal,
    currency: str,
) -> Statement:
    """Import the rejected row with corrected values, unless it is a duplicate.

    Without `currency`, use that of the other rows. Raise RefusedRow.DoesNotExist, or
    StatementBusyError while the file is imported.
    """
    with lock_statement(statement_id=statement_id) as statement:
        statement.refused_rows.get(line=line).delete()
        statement.rows_refused -= 1
        transaction = _transaction(statement, line, day, description, amount, currency)
        lock_duplicates(owner_id=statement.owner_id)
        if is_duplicate(transaction, statement=statement):
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
    sibling = statement.transactions.first()
    if not currency:
        currency = (
            sibling.currency if sibling else get_default_currency(owner_id=statement.owner_id)
        )
    kind = Transaction.Kind.REFUND if amount < 0 else Transaction.Kind.PURCHASE
    labels = RowLabeler(owner_id=statement.owner_id, name=statement.format_name)
    merchant, category, card = labels.label(description, "", kind, "", amount)
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
        card=sibling.card if sibling else card,
    )
