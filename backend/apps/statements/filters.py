"""Filters for lists, totals, bulk changes and exports of transactions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import BigIntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from apps.statements.models import Statement, Transaction
from apps.statements.months import month_end, month_start
from apps.statements.text_search import find_texts

SORTS = ("-date", "date", "-amount", "amount", "merchant", "-merchant", "category", "-category")
NEWEST_FIRST = "-date"
# An index has the amounts without their cents: equal keys share an entry, half the cost of another.
WHOLE_AMOUNT = Cast("amount", BigIntegerField())
# Equal ones come newest first, as the index of categories has them.
ORDERINGS = {
    "date": ("date", "id"),
    "amount": ("whole_amount", "amount", "id"),
    "merchant": ("merchant", "-date", "-id"),
    "category": ("category", "-date", "-id"),
}
# A transaction without a merchant counts under its description, as in stored_totals.py.
MAX_NAME_LENGTH = 100


def _opposite(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def ordering(sort: str, filters: "TransactionFilter | None" = None) -> tuple[str, ...]:
    """Return the fields to order by; a column and its opposite are in exactly reverse order."""
    fields = ORDERINGS[sort.removeprefix("-")]
    if filters and filters.may_be_rare:
        # Sorting few rows is faster than finding them among all in the order of an index.
        fields = tuple(field for field in fields if field != "whole_amount")
    if filters and filters.merchant is not None:
        # All have this name. The planner would look for it from the beginning of the alphabet.
        fields = tuple(field for field in fields if field != "merchant")
    return tuple(map(_opposite, fields)) if sort.startswith("-") else fields


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

    def uses_only(self, *names: str) -> bool:
        """Return True if no other conditions are set."""
        return self == TransactionFilter(**{name: getattr(self, name) for name in names})

    @property
    def has_whole_months(self) -> bool:
        """Return True if the dates, if any, are the first and the last day of months."""
        is_from_start = self.date_from is None or self.date_from == month_start(self.date_from)
        return is_from_start and (self.date_to is None or self.date_to == month_end(self.date_to))

    @property
    def may_be_rare(self) -> bool:
        """Return True if perhaps only a few of all transactions match."""
        rare = (self.text, self.merchant, self.date_from, self.date_to, self.ids)
        has_rare_kind = self.kind not in (None, Transaction.Kind.PURCHASE)
        return has_rare_kind or any(value is not None for value in rare)

    def queryset(self, *, owner_id: int) -> QuerySet[Transaction]:
        """Return the matching transactions of the owner."""
        found = Transaction.objects.filter(owner_id=owner_id).alias(whole_amount=WHOLE_AMOUNT)
        conditions = {
            "date__gte": self.date_from,
            "date__lte": self.date_to,
            "amount__gte": self.amount_min,
            "amount__lte": self.amount_max,
            "whole_amount__gte": _whole(self.amount_min),
            "whole_amount__lte": _whole(self.amount_max),
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
        words = (self.text or "").split()
        return _containing(found, words, owner_id) if words else found


def _containing(
    found: QuerySet[Transaction], words: list[str], owner_id: int
) -> QuerySet[Transaction]:
    """Return those of the owner's transactions that contain all words, in either case."""
    texts = find_texts(owner_id=owner_id, words=words)
    if texts is not None:
        merchants = {merchant for merchant, _ in texts}
        descriptions = {description for _, description in texts}
        # The merchants are in an index; a description that has all the words decides alone.
        found = found.filter(merchant__in=merchants, description__in=descriptions)
        if all(word.lower() in each.lower() for each in descriptions for word in words):
            return found
    for word in words:
        found = found.filter(Q(merchant__icontains=word) | Q(description__icontains=word))
    return found


def _whole(amount: Decimal | None) -> Cast | None:
    return None if amount is None else Cast(Value(amount), BigIntegerField())


def _merchant_query(merchant: str) -> Q:
    """Match the merchant, or the description of transactions without one, as in the totals."""
    unnamed = Q(merchant="", description__startswith=merchant)
    if len(merchant) < MAX_NAME_LENGTH:
        unnamed = Q(merchant="", description=merchant)
    return Q(merchant=merchant) | unnamed
