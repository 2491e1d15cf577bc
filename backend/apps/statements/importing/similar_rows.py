"""Detection of rows that another file has in other words, or with another date.

A second export of the same purchases may have one column more, other capitals, a longer text or the
booking date. Such rows are no exact duplicates, and are never left out without asking.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from apps.statements.importing.duplicates import IS_COMPARED_BY_CONTENT
from apps.statements.models import Statement, Transaction
from apps.statements.parsing.questions import PREVIEW_ROWS, NeedsChoiceError, Option, Question
from apps.statements.parsing.user_answers import SIMILAR_ROWS

MAX_DAYS_APART = 5
# Letters and digits at the beginning of a description that similar rows share.
KEY_LENGTH = 10
# A larger file is not a second export by hand, and comparing it would take minutes.
MAX_COMPARED_ROWS = 50_000
MIN_ROWS_OF_NOTE = 5
MAX_CANDIDATES = 100
KEY = f"left(regexp_replace(lower(description), '[^[:alnum:]]+', '', 'g'), {KEY_LENGTH})"
OVERLAP = """
SELECT min(date), max(date) FROM statements_transaction
WHERE owner_id = %(owner)s AND statement_id <> %(statement)s AND date BETWEEN %(first)s AND %(last)s
"""
# Digits of the card; a file of one card may not have them, and the name of its bank instead.
CARD_NUMBER = r"substring(card from '••\d+$')"
# A row is similar if others have more rows of its amount and beginning than are exact duplicates,
# one of them within a few days.
COMPARE = f"""
WITH own AS (
  SELECT id, line, date, amount, currency, card, description, {KEY} AS key, row_number()
    OVER (PARTITION BY date, amount, currency, card, description ORDER BY line) AS nth
  FROM statements_transaction
  WHERE statement_id = %(statement)s AND date BETWEEN %(first)s - %(days)s AND %(last)s + %(days)s
), others AS (
  SELECT date, amount, currency, card, description, {KEY} AS key, count(*) AS copies
  FROM statements_transaction
  WHERE owner_id = %(owner)s AND statement_id <> %(statement)s
    AND date BETWEEN %(first)s - 2 * %(days)s AND %(last)s + 2 * %(days)s
    AND {IS_COMPARED_BY_CONTENT}
  GROUP BY date, amount, currency, card, description
), compared AS (
  SELECT own.*, coalesce(own.nth <= others.copies, false) AS is_exact
  FROM own LEFT JOIN others USING (date, amount, currency, card, description)
), ranked AS (
  SELECT *, {CARD_NUMBER} AS number, row_number()
    OVER (PARTITION BY amount, currency, key ORDER BY is_exact DESC, date, line) AS place
  FROM compared
), totals AS (
  SELECT amount, currency, key, sum(copies) AS copies FROM others GROUP BY amount, currency, key
), near AS (
  SELECT DISTINCT amount, currency, key, card, {CARD_NUMBER} AS number, date + shift AS date
  FROM others, generate_series(-%(days)s, %(days)s) AS shift
)
SELECT id, date BETWEEN %(first)s AND %(last)s, is_exact, NOT is_exact AND EXISTS (
  SELECT FROM totals JOIN near USING (amount, currency, key)
  WHERE (totals.amount, totals.currency, totals.key) = (ranked.amount, ranked.currency, ranked.key)
    AND ranked.place <= totals.copies AND near.date = ranked.date
    AND (near.card = ranked.card OR '' IN (near.card, ranked.card)
      OR near.number = ranked.number OR (near.number IS NULL) <> (ranked.number IS NULL))
) AS is_similar
FROM ranked ORDER BY line
"""  # noqa: S608 # only constants


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Result of comparing the rows of a file with those of the other files."""

    similar: Sequence[int] = ()
    """Ids of the transactions that look like ones of another file."""
    overlap: tuple[date, date] | None = None
    """Dates that other files cover too, if nothing in them is alike."""


def compare_rows(*, statement: Statement, first: date, last: date, rows: int) -> Comparison:
    """Compare `rows` rows dated `first` to `last`. Call it as remove_duplicates, and before it."""
    if rows > MAX_COMPARED_ROWS:
        return Comparison()
    values: dict[str, Any] = {
        "owner": statement.owner_id,
        "statement": statement.pk,
        "days": MAX_DAYS_APART,
    }
    with connection.cursor() as cursor:
        cursor.execute(OVERLAP, {**values, "first": first, "last": last})
        overlap: tuple[date, date] = cursor.fetchone()
        if overlap[0] is None:
            return Comparison()
        cursor.execute(COMPARE, {**values, "first": overlap[0], "last": overlap[1]})
        found = cursor.fetchall()
    inside = [(is_exact, is_similar) for _, is_inside, is_exact, is_similar in found if is_inside]
    exact = sum(is_exact for is_exact, _ in inside)
    similar = sum(is_similar for _, is_similar in inside)
    # Files of one account have the same rows where they overlap, but for a few new ones.
    if similar > exact and similar * 2 >= len(inside):
        return Comparison(similar=[key for key, _, _, is_similar in found if is_similar])
    is_alien = not exact and not similar and len(inside) >= MIN_ROWS_OF_NOTE
    return Comparison(overlap=overlap if is_alien else None)


def similar_rows_question(
    *, statement: Statement, similar: Sequence[int], header: Sequence[str], signature: str
) -> NeedsChoiceError:
    """Return the question whether to leave out similar rows; the file's beside the ones it has."""
    own = list(Transaction.objects.filter(pk__in=similar).order_by("line")[:PREVIEW_ROWS])
    previews = {
        "leave_out": [each for row in own if (each := _counterpart(row, statement)) is not None],
        "import": own,
    }
    options = [
        Option(answer, answer, [_preview(row) for row in previews[answer]])
        for answer in SIMILAR_ROWS
    ]
    question = Question(
        field="similar_rows", code="similar_rows", details={"rows": len(similar)}, options=options
    )
    return NeedsChoiceError([question], header=list(header), rows=[], signature=signature)


def _counterpart(row: Transaction, statement: Statement) -> Transaction | None:
    """Return the row of another file that this one looks like."""
    days = timedelta(days=MAX_DAYS_APART)
    candidates = Transaction.objects.filter(
        owner_id=row.owner_id,
        amount=row.amount,
        currency=row.currency,
        date__range=(row.date - days, row.date + days),
    ).exclude(statement=statement)
    key = _key(row.description)
    return next(
        (each for each in candidates[:MAX_CANDIDATES] if _key(each.description) == key), None
    )


def _key(description: str) -> str:
    """Return what KEY returns in Postgres."""
    return "".join(filter(str.isalnum, description.lower()))[:KEY_LENGTH]


def _preview(row: Transaction) -> dict[str, str]:
    return {
        "date": row.date.isoformat(),
        "description": row.description,
        "amount": str(row.amount),
        "currency": row.currency,
    }
