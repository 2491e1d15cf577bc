"""Charges that come again and again, found by their rhythm and what they cost a year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median

from django.db.models import Count, Max, Q

from apps.statements.models import Spending, Transaction
from apps.statements.spending import refresh_spending, spending_name
from apps.statements.summaries import months_before


@dataclass(frozen=True)
class Rhythm:
    every: str
    shortest: int
    longest: int
    """Days between two charges, as weekends and the lengths of months shift them."""
    a_year: int
    least: int
    """Charges that prove it."""


RHYTHMS = (
    Rhythm("week", 6, 8, 52, 4),
    Rhythm("two_weeks", 13, 15, 26, 4),
    Rhythm("month", 26, 35, 12, 3),
    Rhythm("quarter", 85, 97, 4, 3),
    Rhythm("half_year", 175, 190, 2, 3),
    Rhythm("year", 355, 375, 1, 2),
)
MONTHS_LOOKED_AT = 26
"""So that a yearly charge is there twice."""
MOST_A_MONTH = 10
"""Of a merchant with more, no charge is told from the shopping."""
MOST_MERCHANTS = 500
STEADY = Decimal("1.25")
"""How much more a charge may cost than the least of its kind: prices rise, baskets differ."""
REGULAR = 0.8
"""The part of the pauses that must fit: a bank's holiday does not end a subscription."""


@dataclass(frozen=True)
class Charge:
    name: str
    date: date
    amount: Decimal
    category: str
    card: str


@dataclass(frozen=True)
class Recurring:
    merchant: str
    category: str
    card: str
    every: str
    amount: Decimal
    """The latest one."""
    yearly: Decimal
    first: date
    last: date
    count: int
    next: date | None
    """When it is due again; None where it has ended."""


def recurring_charges(*, owner_id: int, currency: str) -> list[Recurring]:
    """The dearest a year first; those that have ended last."""
    refresh_spending(owner_id=owner_id)
    merchants = Spending.objects.filter(
        owner_id=owner_id, currency=currency, dimension=Spending.Dimension.MERCHANT
    )
    latest = _latest_day(owner_id, currency)
    if latest is None:
        return []
    since = months_before(latest, MONTHS_LOOKED_AT)
    names = (
        merchants.filter(date__gte=since)
        .values_list("key", flat=True)
        .annotate(months=Count("date"), most=Max("count"))
        .filter(Q(months__gte=2) | Q(most__gte=4), most__lte=MOST_A_MONTH)
        .order_by("-months", "key")[:MOST_MERCHANTS]
    )
    charges = _charges(owner_id, currency, since, list(names))
    found = [
        recurring
        for name, own in groupby(charges, key=attrgetter("name"))
        for alike in _alike(own)
        if (recurring := _recurring(name, alike, latest))
    ]
    return sorted(found, key=lambda each: (each.next is None, -each.yearly, each.merchant))


def _latest_day(owner_id: int, currency: str) -> date | None:
    days = Spending.objects.filter(
        owner_id=owner_id, currency=currency, dimension=Spending.Dimension.DAY
    )
    latest: date | None = days.aggregate(latest=Max("date"))["latest"]
    return latest


def _charges(owner_id: int, currency: str, since: date, names: list[str]) -> Iterator[Charge]:
    """By name and date."""
    rows = (
        # The index knows merchants; what has none is looked at as well.
        Transaction.objects.filter(merchant__in=[*names, ""], owner_id=owner_id, currency=currency)
        .filter(date__gte=since, amount__gt=0)
        .exclude(kind=Transaction.Kind.PAYMENT)
        .annotate(name=spending_name())
        .filter(name__in=names)
        .order_by("name", "date", "id")
    )
    for row in rows.values_list("name", "date", "amount", "category", "card"):
        yield Charge(*row)


def _alike(charges: Iterable[Charge]) -> Iterator[list[Charge]]:
    """Those that cost about the same, by date: a merchant may have two subscriptions."""
    by_amount = sorted(charges, key=attrgetter("amount"))
    group: list[Charge] = []
    for charge in by_amount:
        if group and charge.amount > group[0].amount * STEADY:
            yield sorted(group, key=attrgetter("date"))
            group = []
        group.append(charge)
    yield sorted(group, key=attrgetter("date"))


def _recurring(name: str, charges: list[Charge], latest: date) -> Recurring | None:
    pauses = [(after.date - before.date).days for before, after in pairwise(charges)]
    rhythm = _rhythm(pauses)
    if rhythm is None:
        return None
    last = charges[-1]
    due = last.date + timedelta(days=round(365 / rhythm.a_year))
    # As late again as half a pause: then it will not come.
    is_over = latest > due + timedelta(days=rhythm.longest // 2)
    return Recurring(
        merchant=name,
        category=last.category,
        card=last.card,
        every=rhythm.every,
        amount=last.amount,
        yearly=last.amount * rhythm.a_year,
        first=charges[0].date,
        last=last.date,
        count=len(charges),
        next=None if is_over else due,
    )


def _rhythm(pauses: list[int]) -> Rhythm | None:
    if not pauses:
        return None
    usual = median(pauses)
    for rhythm in RHYTHMS:
        if rhythm.shortest <= usual <= rhythm.longest and len(pauses) + 1 >= rhythm.least:
            fitting = sum(rhythm.shortest <= pause <= rhythm.longest for pause in pauses)
            return rhythm if fitting >= REGULAR * len(pauses) else None
    return None
