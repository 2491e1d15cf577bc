"""Stored spending totals and texts, updated after each change."""

from datetime import date

from django.db import connection, transaction
from django.db.models import Max, Min

from apps.statements.models import Spending, StaleSpending, Statement, Transaction
from apps.statements.months import month_end, month_start
from apps.statements.parsing.transaction_types import income_regex
from apps.statements.stored_texts import add_texts

INSERT_TOTALS = """
INSERT INTO statements_spending (owner_id, currency, dimension, date, key, spend, count)
SELECT %(owner)s, currency,
  CASE WHEN grouping(date) = 0 THEN 'day' WHEN grouping(category) = 0 THEN 'category'
    WHEN grouping(merchant) = 0 THEN 'merchant' WHEN grouping(card) = 0 THEN 'card'
    ELSE 'account' END,
  coalesce(date, month), coalesce(category, merchant, card, account, ''), sum(amount), count(*)
FROM (
  SELECT currency, date, date_trunc('month', date)::date AS month, category, card, amount,
    coalesce(nullif(merchant, ''), left(description, 100)) AS merchant, account_id::text AS account
  FROM statements_transaction
  LEFT JOIN (SELECT id AS statement_id, account_id FROM statements_statement) AS statement
    USING (statement_id)
  WHERE owner_id = %(owner)s AND date BETWEEN %(first)s AND %(last)s
    AND kind <> 'payment' AND NOT excluded
) AS spent
GROUP BY currency, GROUPING SETS
  ((date), (month, category), (month, merchant), (month, card), (month, account))
HAVING grouping(account) = 1 OR account IS NOT NULL
UNION ALL
SELECT %(owner)s, currency,
  CASE WHEN grouping(date) = 0 THEN 'payment' WHEN is_income THEN 'income' ELSE 'deposit' END,
  coalesce(date, month), coalesce(card, ''), sum(amount), count(*)
FROM (
  SELECT currency, date, date_trunc('month', date)::date AS month, card, amount, excluded,
    NOT excluded AND description ~* %(income)s AS is_income
  FROM statements_transaction
  WHERE owner_id = %(owner)s AND date BETWEEN %(first)s AND %(last)s
    AND (kind = 'payment' OR excluded)
) AS paid
GROUP BY currency, GROUPING SETS ((date), (month, card, is_income, excluded))
HAVING grouping(date) = 0 OR NOT excluded
UNION ALL
SELECT %(owner)s, currency, 'group', date_trunc('month', date)::date,
  jsonb_build_array(category, card, kind)::text,
  coalesce(sum(amount) FILTER (WHERE kind <> 'payment' AND NOT excluded), 0), count(*)
FROM statements_transaction
WHERE owner_id = %(owner)s AND date BETWEEN %(first)s AND %(last)s
GROUP BY currency, date_trunc('month', date), category, card, kind
"""


def mark_stale(*, owner_id: int, first: date, last: date) -> None:
    """Mark the days as changed; call it in the transaction that changes them."""
    StaleSpending.objects.create(owner_id=owner_id, first=first, last=last)


def mark_statement_stale(statement: Statement) -> None:
    """Mark the days of the statement as changed; call it before deleting its transactions."""
    days = statement.transactions.aggregate(first=Min("date"), last=Max("date"))
    if days["first"]:
        mark_stale(owner_id=statement.owner_id, **days)


def mark_all_stale(*, owner_id: int) -> None:
    """Mark all days with transactions as changed."""
    days = Transaction.objects.filter(owner_id=owner_id).aggregate(
        first=Min("date"), last=Max("date")
    )
    if days["first"]:
        mark_stale(owner_id=owner_id, **days)


def refresh_spending(*, owner_id: int) -> None:
    """Recalculate the totals of changed months, and add their texts, if there are any."""
    if not StaleSpending.objects.filter(owner_id=owner_id).exists():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"statements.spending.{owner_id}"],
        )
        cursor.execute(
            "WITH stale AS (DELETE FROM statements_stalespending WHERE owner_id = %s"
            " RETURNING first, last) SELECT min(first), max(last) FROM stale",
            [owner_id],
        )
        first, last = cursor.fetchone()
        if first is None:  # another process has refreshed them
            return
        first, last = month_start(first), month_end(last)
        Spending.objects.filter(owner_id=owner_id, date__range=(first, last)).delete()
        # Allows a million rows to be added up in memory.
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(
            INSERT_TOTALS,
            {"owner": owner_id, "first": first, "last": last, "income": income_regex()},
        )
        add_texts(owner_id=owner_id, first=first, last=last)
