"""Number and total of the transactions that match a filter."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, JSONField, Q, QuerySet, Sum
from django.db.models.functions import Cast

from apps.statements.filters import TransactionFilter
from apps.statements.models import Spending, Transaction
from apps.statements.stored_totals import refresh_spending

Dimension = Spending.Dimension
ZERO = Decimal(0)


def filtered_totals(*, filters: TransactionFilter, owner_id: int) -> list[dict[str, Any]]:
    """Return `currency`, `count`, and `spend` without payments, the largest count first."""
    # Stored totals spare counting a million rows.
    if filters.uses_only("date_from", "date_to", "currency"):
        return _sum_days(filters, owner_id)
    if filters.has_whole_months and filters.uses_only(
        "date_from", "date_to", "currency", "category", "card", "kind"
    ):
        return _sum_groups(filters, owner_id)
    is_spending = ~Q(kind=Transaction.Kind.PAYMENT) & Q(excluded=False)
    spent = Sum("amount", filter=is_spending, default=ZERO)
    sums = filters.queryset(owner_id=owner_id).order_by().values("currency")
    rows = sums.annotate(count=Count("pk"), spend=spent).order_by("-count", "currency")
    return [dict(row) for row in rows]


def _sum_days(filters: TransactionFilter, owner_id: int) -> list[dict[str, Any]]:
    found = _stored_totals(filters, owner_id, Dimension.DAY, Dimension.PAYMENT)
    return _sum_totals(found, spend=Sum("spend", filter=Q(dimension=Dimension.DAY), default=ZERO))


def _sum_groups(filters: TransactionFilter, owner_id: int) -> list[dict[str, Any]]:
    found = _stored_totals(filters, owner_id, Dimension.GROUP).annotate(
        group=Cast("key", JSONField())
    )
    if filters.category is not None:
        found = found.filter(group__0__in=filters.category)
    if filters.card is not None:
        found = found.filter(group__1=filters.card)
    if filters.kind is not None:
        found = found.filter(group__2=filters.kind)
    return _sum_totals(found, spend=Sum("spend"))


def _stored_totals(
    filters: TransactionFilter, owner_id: int, *dimensions: Dimension
) -> QuerySet[Spending]:
    refresh_spending(owner_id=owner_id)
    found = Spending.objects.filter(
        owner_id=owner_id,
        dimension__in=dimensions,
        date__gte=filters.date_from or date.min,
        date__lte=filters.date_to or date.max,
    )
    return found.filter(currency=filters.currency) if filters.currency else found


def _sum_totals(found: QuerySet[Spending], *, spend: Sum) -> list[dict[str, Any]]:
    # Named unlike the fields, which the sums are made of.
    rows = found.values("currency").annotate(rows=Sum("count"), spent=spend)
    return [
        {"currency": row["currency"], "count": row["rows"], "spend": row["spent"]}
        for row in rows.order_by("-rows", "currency")
    ]
