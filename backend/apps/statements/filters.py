"""Filters for lists, totals, bulk changes and exports of transactions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.statements.models import Statement, Transaction

SORTS = ("-date", "date", "-amount", "amount", "merchant", "-merchant", "category", "-category")
NEWEST_FIRST = "-date"
# A transaction without a merchant counts under its description, as in spending/totals.py.
MAX_NAME_LENGTH = 100


def ordering(sort: str) -> tuple[str, str]:
    """Return the fields to order by, with the id in the same direction as a tiebreaker."""
    return sort, "-id" if sort.startswith("-") else "id"


@dataclass(frozen=True, kw_only=True)
class TransactionFilter:
    """Conditions that all must match; None matches everything."""

    date_from: date | None = None
    date_to: date | None = None
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    category: list[str] | None = None
    """Any of these; an empty string means uncategorized."""
    merchant: str | None = None
    card: str | None = None
    kind: str | None = None
    currency: str | None = None
    text: str | None = None
    """Words that must all occur in the merchant or description, ignoring case."""
    statement: UUID | None = None
    account: int | None = None
    ids: list[int] | None = None

    @property
    def is_by_day_only(self) -> bool:
        """Return True if only dates and a currency are set."""
        days = TransactionFilter(
            date_from=self.date_from, date_to=self.date_to, currency=self.currency
        )
        return self == days

    def queryset(self, *, owner_id: int) -> QuerySet[Transaction]:
        """Return the matching transactions of the owner."""
        found = Transaction.objects.filter(owner_id=owner_id)
        conditions = {
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
        found = found.filter(
            **{name: value for name, value in conditions.items() if value is not None}
        )
        if self.account is not None:
            statements = Statement.objects.filter(owner_id=owner_id, account_id=self.account)
            found = found.filter(statement__in=statements)
        if self.merchant is not None:
            found = found.filter(_merchant_query(self.merchant))
        for word in (self.text or "").split():
            found = found.filter(Q(merchant__icontains=word) | Q(description__icontains=word))
        return found


def _merchant_query(merchant: str) -> Q:
    """Match the merchant, or the description of transactions without one, as in the totals."""
    unnamed = Q(merchant="", description__startswith=merchant)
    if len(merchant) < MAX_NAME_LENGTH:
        unnamed = Q(merchant="", description=merchant)
    return Q(merchant=merchant) | unnamed
