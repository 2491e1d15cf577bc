"""Record of changes of many transactions, which `undo.py` can undo."""

from datetime import timedelta

from django.db.models import Max, Min, QuerySet

from apps.statements.models import Transaction, TransactionChange
from apps.statements.stored_totals import mark_stale

UNDO_PERIOD = timedelta(minutes=10)


def record_change(
    changing: QuerySet[Transaction], *, owner_id: int, kind: str
) -> TransactionChange | None:
    """Record the change and mark its days as stale; return None if there are no transactions.

    Call it before the change, in the same database transaction.
    """
    days = changing.aggregate(first=Min("date"), last=Max("date"))
    if days["first"] is None:
        return None
    mark_stale(owner_id=owner_id, **days)
    return TransactionChange.objects.create(owner_id=owner_id, kind=kind, **days)
