"""Which of somebody's transactions are meant: by a list, a change of many, or an export."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.statements.models import Transaction
from apps.statements.spending import LONGEST_NAME

SORTS = ("-date", "date", "-amount", "amount", "merchant", "-merchant", "category", "-category")
NEWEST = "-date"


def order_of(sort: str) -> tuple[str, str]:
    """By the id where the rest is equal, the same way round."""
    return sort, "-id" if sort.startswith("-") else "id"


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What is None or empty asks for nothing. Of several categories or ids, any."""

    date_from: date | None = None
    date_to: date | None = None
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    category: list[str] | None = None
    """An empty one is that of transactions without any."""
    merchant: str | None = None
    card: str | None = None
    kind: str | None = None
    currency: str | None = None
    text: str | None = None
    """Words that all occur in the merchant or in what the bank wrote, whatever the case."""
    statement: UUID | None = None
    ids: list[int] | None = None

    @property
    def is_of_days(self) -> bool:
        """Whether it asks for a currency and days, and nothing else."""
        days = Filter(date_from=self.date_from, date_to=self.date_to, currency=self.currency)
        return self == days

    def of(self, *, owner_id: int) -> QuerySet[Transaction]:
        found = Transaction.objects.filter(owner_id=owner_id)
        asked = {
            "date__gte": self.date_from,
            "date__lte": self.date_to,
            "amount__gte": self.amount_min,
            "amount__lte": self.amount_max,
            "category__in": self.category,
            "card": self.card,
            "kind": self.kind,
            "currency": self.currency or None,
            "statement_id": self.statement,
            "pk__in": self.ids,
        }
        found = found.filter(**{name: value for name, value in asked.items() if value is not None})
        if self.merchant is not None:
            found = found.filter(named(self.merchant))
        for word in (self.text or "").split():
            found = found.filter(Q(merchant__icontains=word) | Q(description__icontains=word))
        return found


def named(merchant: str) -> Q:
    """Of this merchant as `spending` adds up: by the description where there is no name."""
    unnamed = Q(merchant="", description__startswith=merchant)
    if len(merchant) < LONGEST_NAME:
        unnamed = Q(merchant="", description=merchant)
    return Q(merchant=merchant) | unnamed
