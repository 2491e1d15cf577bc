"""What was spent, added up once a change and read many times."""

import calendar
from datetime import date

from django.db import connection, transaction
from django.db.models import F, Max, Min, TextField, Value
from django.db.models.functions import Coalesce, Left, NullIf

from apps.statements.models import Spending, StaleSpending, Statement

LONGEST_NAME = 100


def spending_name() -> Coalesce:
    """What a transaction is added up under among the merchants; as ADD_UP has it."""
    return Coalesce(
        NullIf(F("merchant"), Value("")),
        Left("description", LONGEST_NAME),
        output_field=TextField(),
    )


def mark_stale(*, owner_id: int, first: date, last: date) -> None:
    """To be called in the transaction that changes what was spent on these days."""
    StaleSpending.objects.create(owner_id=owner_id, first=first, last=last)


def mark_statement_stale(statement: Statement) -> None:
    """Before what it has brought is taken back."""
    days = statement.transactions.aggregate(first=Min("date"), last=Max("date"))
    if days["first"]:
        mark_stale(owner_id=statement.owner_id, **days)


def refresh_spending(*, owner_id: int) -> None:
    """Add up anew the months that have changed; costs next to nothing where none has."""
    if not StaleSpending.objects.filter(owner_id=owner_id).exists():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"statements.spending.{owner_id}"],
        )
        cursor.execute(
            "WITH gone AS (DELETE FROM statements_stalespending WHERE owner_id = %s"
            " RETURNING first, last) SELECT min(first), max(last) FROM gone",
            [owner_id],
        )
        first, last = cursor.fetchone()
        if first is None:  # somebody else was faster
            return
        first = first.replace(day=1)
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
        Spending.objects.filter(owner_id=owner_id, date__range=(first, last)).delete()
        # So that a million rows are added up in memory.
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(ADD_UP, [owner_id, owner_id, first, last] * 2)


ADD_UP = """
INSERT INTO statements_spending (owner_id, currency, dimension, date, key, spend, count)
SELECT %s, currency,
  CASE WHEN grouping(date) = 0 THEN 'day' WHEN grouping(category) = 0 THEN 'category'
    WHEN grouping(merchant) = 0 THEN 'merchant' ELSE 'card' END,
  coalesce(date, month), coalesce(category, merchant, card, ''), sum(amount), count(*)
FROM (
  SELECT currency, date, date_trunc('month', date)::date AS month, category, card, amount,
    coalesce(nullif(merchant, ''), left(description, 100)) AS merchant
  FROM statements_transaction
  WHERE owner_id = %s AND date BETWEEN %s AND %s AND kind <> 'payment'
) AS spent
GROUP BY currency, GROUPING SETS ((date), (month, category), (month, merchant), (month, card))
UNION ALL
SELECT %s, currency, 'payment', date, '', sum(amount), count(*)
FROM statements_transaction
WHERE owner_id = %s AND date BETWEEN %s AND %s AND kind = 'payment'
GROUP BY currency, date
"""
