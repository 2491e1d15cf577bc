from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from apps.statements.models import Transaction


def spend_by_month(transactions: QuerySet[Transaction]) -> list[dict[str, Any]]:
    """`month` (2026-01), `currency` and `spend`, oldest first, currencies never added up.

    Refunds reduce the spending; paying the card's bill is not spending.
    """
    sums = (
        transactions.exclude(kind=Transaction.Kind.PAYMENT)
        .annotate(first_day=TruncMonth("date"))
        .values("first_day", "currency")
        .annotate(spend=Sum("amount", default=Decimal(0)))
        .order_by("first_day", "currency")
    )
    return [
        {"month": f"{row['first_day']:%Y-%m}", "currency": row["currency"], "spend": row["spend"]}
        for row in sums
    ]
