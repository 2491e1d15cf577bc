"""Rows that an earlier file brought already, told by counting.

The same coffee twice on one day is two rows, in whichever file they stand: of rows that are alike,
a file brings as many as it has more of than all the other files brought.
"""

from datetime import date

from django.db import connection

from apps.statements.models import Statement, Transaction

ALIKE = ("date", "amount", "currency", "card", "description")
REMOVE = """
WITH theirs AS (
  SELECT date, amount, currency, card, description, count(*) AS copies
  FROM statements_transaction
  WHERE owner_id = %s AND date BETWEEN %s AND %s AND statement_id <> %s
  GROUP BY date, amount, currency, card, description
), ours AS (
  SELECT id, date, amount, currency, card, description, row_number()
    OVER (PARTITION BY date, amount, currency, card, description ORDER BY line) AS nth
  FROM statements_transaction WHERE statement_id = %s
)
DELETE FROM statements_transaction
USING ours JOIN theirs USING (date, amount, currency, card, description)
WHERE statements_transaction.id = ours.id AND ours.nth <= theirs.copies
"""


def lock_duplicates(*, owner_id: int) -> None:
    """Until the transaction ends, nobody else tells what is new for this owner."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"statements.duplicates.{owner_id}"],
        )


def remove_duplicates(*, statement: Statement, first: date, last: date) -> int:
    """Of the statement's rows, which are of these days; how many were removed.

    To be called under the lock, in the transaction that brought them.
    """
    others = Statement.objects.filter(owner_id=statement.owner_id, rows_imported__gt=0)
    if not others.exclude(pk=statement.pk).exists():
        return 0
    with connection.cursor() as cursor:
        # The planner knows nothing of rows that are new, and would compare each with each.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(
            REMOVE,
            [statement.owner_id, first, last, statement.pk, statement.pk],
        )
        removed: int = cursor.rowcount
        cursor.execute("SET LOCAL enable_nestloop = on")
    return removed


def is_duplicate(transaction: Transaction) -> bool:
    """Whether this one, which is not saved yet, was brought by another file. Under the lock."""
    alike = Transaction.objects.filter(
        owner_id=transaction.owner_id, **{field: getattr(transaction, field) for field in ALIKE}
    )
    ours = alike.filter(statement_id=transaction.statement_id).count()
    return alike.count() - ours > ours
