"""Distinct texts of an owner's transactions, in which `text_search.py` finds words.

They contain the texts of all transactions, and perhaps of some that were deleted or edited.
"""

from datetime import date

from django.db import connection

from apps.statements.models import TransactionText

# A bank with a number in each description has as many texts as transactions. Storing more would
# take longer than the import.
MAX_TEXTS = 100_000
ADD_TEXTS = """
WITH added AS MATERIALIZED (
  SELECT DISTINCT merchant, description FROM statements_transaction AS row
  WHERE owner_id = %(owner)s AND date BETWEEN %(first)s AND %(last)s AND NOT EXISTS (
    SELECT FROM statements_transactiontext AS known WHERE known.owner_id = %(owner)s
    AND known.merchant = row.merchant AND known.description = row.description
  )
  LIMIT %(limit)s + 1
), stored AS (
  INSERT INTO statements_transactiontext (owner_id, merchant, description)
  SELECT %(owner)s, merchant, description FROM added
  WHERE %(limit)s >= (SELECT count(*) FROM added)
    + (SELECT count(*) FROM statements_transactiontext WHERE owner_id = %(owner)s)
  RETURNING 1
)
SELECT (SELECT count(*) FROM added) = (SELECT count(*) FROM stored)
"""


def add_texts(*, owner_id: int, first: date, last: date) -> None:
    """Store the texts of these days; call it under the lock of `refresh_spending`."""
    texts = TransactionText.objects.filter(owner_id=owner_id)
    if texts.filter(too_many=True).exists():
        return
    days = {"first": first, "last": last}
    with connection.cursor() as cursor:
        cursor.execute(ADD_TEXTS, {"owner": owner_id, "limit": MAX_TEXTS, **days})
        [is_complete] = cursor.fetchone()
    if not is_complete:
        texts.delete()
        TransactionText.objects.create(owner_id=owner_id, too_many=True)
