"""Detection of duplicate rows across files, by the bank's ids, or by counting.

Two identical purchases on one day are two rows. Of identical rows, a file therefore adds only as
many as it has more of than all other files together. Rows of one account that both have an id of
the bank are never compared in this way: their ids tell whether they are the same.
"""

from datetime import date, timedelta

from django.db import connection

from apps.statements.models import Statement, Transaction
from apps.statements.parsing.rows import ACCOUNT_KEY_LENGTH

# A purchase keeps its id when it is booked; banks that number each year anew are a year apart.
MAX_DAYS_APART = 60
IDENTITY_FIELDS = ("date", "amount", "currency", "card", "description")
# An id that a file gives to different rows is none.
CLEAR_REPEATED_BANK_IDS = """
UPDATE statements_transaction SET bank_id = '' WHERE statement_id = %(statement)s AND bank_id IN (
  SELECT bank_id FROM statements_transaction WHERE statement_id = %(statement)s AND bank_id <> ''
  GROUP BY bank_id HAVING count(DISTINCT (date, amount, currency)) > 1
)
"""
DELETE_KNOWN_BANK_IDS = """
WITH own_rows AS (
  SELECT id, bank_id, amount, currency,
    row_number() OVER (PARTITION BY bank_id ORDER BY line) AS nth
  FROM statements_transaction WHERE statement_id = %(statement)s AND bank_id <> ''
), other_rows AS (
  SELECT DISTINCT bank_id, amount, currency, true AS is_known FROM statements_transaction
  WHERE owner_id = %(owner)s AND statement_id <> %(statement)s AND bank_id <> ''
    AND date BETWEEN %(first)s AND %(last)s
)
DELETE FROM statements_transaction
USING own_rows LEFT JOIN other_rows USING (bank_id, amount, currency)
WHERE statements_transaction.id = own_rows.id AND (own_rows.nth > 1 OR other_rows.is_known)
"""
# Condition that a row of another file is not compared by its id with those of this file. As an
# array, the few accounts of the file are collected once.
IS_COMPARED_BY_CONTENT = f"""(
  bank_id = '' OR left(bank_id, {ACCOUNT_KEY_LENGTH}) <> ALL (ARRAY(
    SELECT DISTINCT left(bank_id, {ACCOUNT_KEY_LENGTH}) FROM statements_transaction
    WHERE statement_id = %(statement)s AND bank_id <> ''
  ))
)"""  # noqa: S608 # only constants
DELETE_DUPLICATES = f"""
WITH other_rows AS (
  SELECT date, amount, currency, card, description, count(*) AS copies
  FROM statements_transaction
  WHERE owner_id = %(owner)s AND date BETWEEN %(first)s AND %(last)s
    AND statement_id <> %(statement)s AND {IS_COMPARED_BY_CONTENT}
  GROUP BY date, amount, currency, card, description
), own_rows AS (
  SELECT id, date, amount, currency, card, description, row_number()
    OVER (PARTITION BY date, amount, currency, card, description ORDER BY line) AS nth
  FROM statements_transaction WHERE statement_id = %(statement)s
)
DELETE FROM statements_transaction
USING own_rows JOIN other_rows USING (date, amount, currency, card, description)
WHERE statements_transaction.id = own_rows.id AND own_rows.nth <= other_rows.copies
"""  # noqa: S608 # only constants


def lock_duplicates(*, owner_id: int) -> None:
    """Serialize duplicate detection for this owner until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"statements.duplicates.{owner_id}"],
        )


def remove_known_bank_ids(*, statement: Statement, first: date, last: date) -> int:
    """Delete rows whose bank_id another file has, or an earlier row; return their number.

    Their text may differ, and their date by some days. Call it as remove_duplicates, and before it.
    """
    days = timedelta(days=MAX_DAYS_APART)
    _execute(CLEAR_REPEATED_BANK_IDS, statement, first, last)
    return _execute(DELETE_KNOWN_BANK_IDS, statement, first - days, last + days)


def remove_duplicates(*, statement: Statement, first: date, last: date) -> int:
    """Delete duplicate rows of the statement, dated `first` to `last`; return their number.

    Call it with the lock, in the transaction that inserted the rows.
    """
    others = Statement.objects.filter(owner_id=statement.owner_id, rows_imported__gt=0)
    if not others.exclude(pk=statement.pk).exists():
        return 0
    return _execute(DELETE_DUPLICATES, statement, first, last)


def _execute(sql: str, statement: Statement, first: date, last: date) -> int:
    owner, key = statement.owner_id, statement.pk
    with connection.cursor() as cursor:
        # The planner has no statistics of new rows, and would choose a nested loop.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(sql, {"owner": owner, "statement": key, "first": first, "last": last})
        changed: int = cursor.rowcount
        cursor.execute("SET LOCAL enable_nestloop = on")
    return changed


def is_duplicate(transaction: Transaction, *, statement: Statement) -> bool:
    """Return True if another file has this unsaved row of the statement. Call it with the lock."""
    identical = Transaction.objects.filter(
        owner_id=transaction.owner_id,
        **{field: getattr(transaction, field) for field in IDENTITY_FIELDS},
    )
    own = identical.filter(statement=statement).count()
    return identical.count() - own > own
