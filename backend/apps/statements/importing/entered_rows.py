"""Transactions that the owner entered and that a file may have, too."""

from datetime import date
from typing import Any

from django.db import connection

from apps.statements.models import Statement

# A bank books a purchase some days later.
MAX_DAYS_APART = 5
# Descriptions are not compared: people write other words than banks.
COUNT = """
SELECT count(*) FROM statements_transaction AS entered
WHERE owner_id = %(owner)s AND statement_id IS NULL
  AND date BETWEEN %(first)s - %(days)s AND %(last)s + %(days)s
  AND EXISTS (
    SELECT FROM statements_transaction AS imported
    WHERE imported.statement_id = %(statement)s
      AND (imported.amount, imported.currency) = (entered.amount, entered.currency)
      AND imported.date BETWEEN entered.date - %(days)s AND entered.date + %(days)s
  )
"""


def count_entered_rows(*, statement: Statement, first: date, last: date) -> int:
    """Return how many entered transactions have amount and date of a row from `first` to `last`."""
    values: dict[str, Any] = {
        "owner": statement.owner_id,
        "statement": statement.pk,
        "first": first,
        "last": last,
        "days": MAX_DAYS_APART,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        (count,) = cursor.fetchone()
    return int(count)
