"""Detection of recurring charges such as subscriptions, and their yearly cost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median

from django.db.models import Count, F, Max, Q, TextField, Value
from django.db.models.functions import Coalesce, Left, NullIf

from apps.statements.filters import MAX_NAME_LENGTH
from apps.statements.models import Spending, Transaction
from apps.statements.months import months_before
from apps.statements.stored_totals import refresh_spending


@dataclass(frozen=True)
class Frequency:
    every: str
    min_days: int
    max_days: int
    """Days between two charges, which weekends and the lengths of months shift."""
    per_year: int
    min_charges: int
    """Number of charges that prove the frequency."""


FREQUENCIES = (
    Frequency("week", 6, 8, 52, 4),
    Frequency("two_weeks", 13, 15, 26, 4),
    Frequency("month", 26, 35, 12, 3),
    Frequency("quarter", 85, 97, 4, 3),
    Frequency("half_year", 175, 190, 2, 3),
    Frequency("year", 355, 375, 1, 2),
)
# Covers two charges of a yearly subscription.
LOOKBACK_MONTHS = 26
# Among more charges of a merchant, a subscription cannot be distinguished from purchases.
MAX_MONTHLY_COUNT = 10
MAX_MERCHANTS = 500
# Most expensive to cheapest charge of a group: prices rise.
MAX_PRICE_RATIO = Decimal("1.25")
# Share of the intervals that must match: a bank holiday does not end a subscription.
MIN_REGULAR_SHARE = 0.8


@dataclass(frozen=True)
class Charge:
    name: str
    date: date
    amount: Decimal
    category: str
    card: str


@dataclass(frozen=True)
class RecurringCharge:
    merchant: str
    category: str
    card: str
    every: str
    amount: Decimal
    """Amount of the latest charge."""
    yearly: Decimal
    first: date
    last: date
    count: int
    next: date | None
    """Next due date; None if it has ended."""


def find_recurring_charges(*, owner_id: int, currency: str) -> list[RecurringCharge]:
    """Return the recurring charges by yearly cost, the highest first; ended ones come last."""
    refresh_spending(owner_id=owner_id)
    merchants = Spending.objects.filter(
        owner_id=owner_id, currency=currency, dimension=Spending.Dimension.MERCHANT
    )
    latest = _latest_day(owner_id, currency)
    if latest is None:
        return []
    since = months_before(latest, LOOKBACK_MONTHS)
    names = (
        merchants.filter(date__gte=since)
        .values_list("key", flat=True)
        .annotate(months=Count("date"), most=Max("count"))
        .filter(Q(months__gte=2) | Q(most__gte=4), most__lte=MAX_MONTHLY_COUNT)
        .order_by("-months", "key")[:MAX_MERCHANTS]
    )
    charges = _load_charges(owner_id, currency, since, list(names))
    found = [
        recurring
        for name, own in groupby(charges, key=attrgetter("name"))
        for group in _group_by_amount(own)
        if (recurring := _recurring(name, group, latest))
    ]
    return sorted(found, key=lambda each: (each.next is None, -each.yearly, each.merchant))


def _latest_day(owner_id: int, currency: str) -> date | None:
    days = Spending.objects.filter(
        owner_id=owner_id, currency=currency, dimension=Spending.Dimension.DAY
    )
    latest: date | None = days.aggregate(latest=Max("date"))["latest"]
    return latest


def _load_charges(owner_id: int, currency: str, since: date, names: list[str]) -> Iterator[Charge]:
    """Yield the charges of the merchants by name and date."""
    rows = (
        # The index has the merchant; transactions without one are filtered by description.
        Transaction.objects.filter(merchant__in=[*names, ""], owner_id=owner_id, currency=currency)
        .filter(date__gte=since, amount__gt=0, excluded=False)
        .exclude(kind=Transaction.Kind.PAYMENT)
        .annotate(name=_merchant_name())
        .filter(name__in=names)
        .order_by("name", "date", "id")
    )
    for row in rows.values_list("name", "date", "amount", "category", "card"):
        yield Charge(*row)


def _merchant_name() -> Coalesce:
    """Return the name under which stored_totals.py adds up a transaction."""
    return Coalesce(
        NullIf(F("merchant"), Value("")),
        Left("description", MAX_NAME_LENGTH),
        output_field=TextField(),
    )


def _group_by_amount(charges: Iterable[Charge]) -> Iterator[list[Charge]]:
    """Yield groups of similar amounts by date: a merchant may have two subscriptions."""
    by_amount = sorted(charges, key=attrgetter("amount"))
    group: list[Charge] = []
    for charge in by_amount:
        if group and charge.amount > group[0].amount * MAX_PRICE_RATIO:
            yield sorted(group, key=attrgetter("date"))
            group = []
        group.append(charge)
    yield sorted(group, key=attrgetter("date"))


def _recurring(name: str, charges: list[Charge], latest: date) -> RecurringCharge | None:
    intervals = [(after.date - before.date).days for before, after in pairwise(charges)]
    frequency = _detect_frequency(intervals)
    if frequency is None:
        return None
    last = charges[-1]
    due = last.date + timedelta(days=round(365 / frequency.per_year))
    # Overdue by half an interval: the subscription has ended.
    has_ended = latest > due + timedelta(days=frequency.max_days // 2)
    return RecurringCharge(
        merchant=name,
        category=last.category,
        card=last.card,
        every=frequency.every,
        amount=last.amount,
        yearly=last.amount * frequency.per_year,
        first=charges[0].date,
        last=last.date,
        count=len(charges),
        next=None if has_ended else due,
    )


def _detect_frequency(intervals: list[int]) -> Frequency | None:
    if not intervals:
        return None
    usual = median(intervals)
    for frequency in FREQUENCIES:
        if (
            frequency.min_days <= usual <= frequency.max_days
            and len(intervals) + 1 >= frequency.min_charges
        ):
            fitting = sum(
                frequency.min_days <= interval <= frequency.max_days for interval in intervals
            )
            return frequency if fitting >= MIN_REGULAR_SHARE * len(intervals) else None
    return None
