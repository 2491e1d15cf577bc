"""What was spent in a period: over time, by category, merchant and card, a currency at a time."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncDay, TruncMonth, TruncWeek

from apps.statements.filters import Filter
from apps.statements.models import Spending, Transaction
from apps.statements.spending import refresh_spending

STEPS = {"day": TruncDay, "week": TruncWeek, "month": TruncMonth}
MOST_DAYS = 800
"""Of a period that is shown by days: bars that nobody could tell apart."""
MONTHS_OF_AVERAGE = 12
MONTHS_AT_FIRST = 12
MOST_MERCHANTS = 100
DIMENSION = Spending.Dimension
NOTHING = Decimal(0)


class TooManyDaysError(Exception):
    """The period is too long to be shown by days."""


@dataclass(frozen=True)
class Currency:
    currency: str
    first: date
    last: date
    """The first and the last day with a transaction."""
    count: int


@dataclass(frozen=True)
class Part:
    key: str
    spend: Decimal
    count: int


@dataclass(frozen=True)
class Step:
    start: date
    spend: Decimal
    count: int


@dataclass(frozen=True)
class LatestMonth:
    """The last month with a transaction, beside the months before it."""

    month: date
    spend: Decimal
    through: int | None
    """The day of the month that it has come to; None where it is over."""
    average: Decimal | None
    """Of as many as 12 months before; None where there is none."""
    average_through: Decimal | None
    """What these had come to on the same day of theirs."""
    months: int


@dataclass(frozen=True)
class Summary:
    currency: str
    """Empty where there is nothing at all."""
    currencies: list[Currency]
    first_month: date | None
    last_month: date | None
    step: str
    spend: Decimal
    count: int
    over_time: list[Step]
    """Without gaps, from the first to the last step of the period that has a transaction."""
    by_category: list[Part]
    by_merchant: list[Part]
    """The largest."""
    merchants: int
    by_card: list[Part]
    latest_month: LatestMonth | None


def spending_of(
    *,
    owner_id: int,
    today: date,
    currency: str = "",
    first_month: date | None = None,
    last_month: date | None = None,
    step: str = "",
) -> Summary:
    """What was spent in the months from `first_month` to `last_month`, both included.

    Without a `currency` in the one most used; without months in the twelve up to the latest one;
    without a `step` by days within one month, by weeks within six, else by months. Refunds reduce
    the spending; paying the card's bill is not spending. Raises TooManyDaysError.
    """
    refresh_spending(owner_id=owner_id)
    own = Spending.objects.filter(owner_id=owner_id)
    currencies = _currencies(own)
    currency = currency or (currencies[0].currency if currencies else "")
    known = next((each for each in currencies if each.currency == currency), None)
    if known is None:
        return _nothing(currency, currencies, first_month, last_month, step or "month")
    own = own.filter(currency=currency)
    last_month = _month(last_month or known.last)
    first_month = _month(first_month or months_before(last_month, MONTHS_AT_FIRST - 1))
    first, last = max(first_month, known.first), min(_end(last_month), known.last)
    step = step or _step(first, last)
    if step == "day" and (last - first).days > MOST_DAYS:
        raise TooManyDaysError
    period = own.filter(date__range=(first_month, _end(last_month)))
    cards, merchants = _parts(period, DIMENSION.CARD), _parts(period, DIMENSION.MERCHANT)
    return Summary(
        currency=currency,
        currencies=currencies,
        first_month=first_month,
        last_month=last_month,
        step=step,
        spend=sum((part.spend for part in cards), NOTHING),
        count=sum(part.count for part in cards),
        over_time=_over_time(period, step),
        by_category=_parts(period, DIMENSION.CATEGORY),
        by_merchant=merchants[:MOST_MERCHANTS],
        merchants=len(merchants),
        by_card=cards,
        latest_month=_latest_month(own, known, today),
    )


def totals_of(*, asked: Filter, owner_id: int) -> list[dict[str, Any]]:
    """`currency`, `count`, and `spend` without payments, of what is asked for; the most first."""
    if asked.is_of_days:
        return _kept_totals(asked, owner_id)
    spent = Sum("amount", filter=~Q(kind=Transaction.Kind.PAYMENT), default=NOTHING)
    sums = asked.of(owner_id=owner_id).order_by().values("currency")
    rows = sums.annotate(count=Count("pk"), spend=spent).order_by("-count", "currency")
    return [dict(row) for row in rows]


def _kept_totals(asked: Filter, owner_id: int) -> list[dict[str, Any]]:
    """A million rows need not be counted again for what is known of each day."""
    refresh_spending(owner_id=owner_id)
    days = Spending.objects.filter(
        owner_id=owner_id,
        dimension__in=(DIMENSION.DAY, DIMENSION.PAYMENT),
        date__gte=asked.date_from or date.min,
        date__lte=asked.date_to or date.max,
    )
    if asked.currency:
        days = days.filter(currency=asked.currency)
    spent = Sum("spend", filter=Q(dimension=DIMENSION.DAY), default=NOTHING)
    rows = days.values("currency").annotate(rows=Sum("count"), spent=spent)
    return [
        {"currency": row["currency"], "count": row["rows"], "spend": row["spent"]}
        for row in rows.order_by("-rows", "currency")
    ]


def months_before(month: date, count: int) -> date:
    index = month.year * 12 + month.month - 1 - count
    # Before the first year there is nothing.
    return date(max(index // 12, 1), index % 12 + 1, 1)


def _month(day: date) -> date:
    return day.replace(day=1)


def _end(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def _step(first: date, last: date) -> str:
    days = (last - first).days
    return "day" if days <= 31 else "week" if days <= 186 else "month"


def _nothing(
    currency: str,
    currencies: list[Currency],
    first_month: date | None,
    last_month: date | None,
    step: str,
) -> Summary:
    return Summary(
        currency=currency,
        currencies=currencies,
        first_month=first_month,
        last_month=last_month,
        step=step,
        spend=NOTHING,
        count=0,
        over_time=[],
        by_category=[],
        by_merchant=[],
        merchants=0,
        by_card=[],
        latest_month=None,
    )


def _currencies(own: QuerySet[Spending]) -> list[Currency]:
    """The one that is used most first."""
    days = own.filter(dimension=DIMENSION.DAY).values("currency")
    spans = days.annotate(first=Min("date"), last=Max("date"), rows=Sum("count"))
    return [
        Currency(row["currency"], row["first"], row["last"], row["rows"])
        for row in spans.order_by("-rows", "currency")
    ]


def _parts(period: QuerySet[Spending], dimension: str) -> list[Part]:
    """The largest first."""
    parts = period.filter(dimension=dimension).values_list("key")
    sums = parts.annotate(spent=Sum("spend"), rows=Sum("count")).order_by("-spent", "key")
    return [Part(*row) for row in sums]


def _over_time(period: QuerySet[Spending], step: str) -> list[Step]:
    days = period.filter(dimension=DIMENSION.DAY).annotate(start=STEPS[step]("date"))
    sums = days.values_list("start").annotate(spent=Sum("spend"), rows=Sum("count"))
    known = {row[0]: Step(*row) for row in sums.order_by("start")}
    if not known:
        return []
    return [known.get(start, Step(start, NOTHING, 0)) for start in _starts(step, *_ends(known))]


def _ends(known: dict[date, Step]) -> tuple[date, date]:
    return min(known), max(known)


def _starts(step: str, first: date, last: date) -> Iterator[date]:
    start = first
    while start <= last:
        yield start
        if step == "month":
            start = _end(start) + timedelta(days=1)
        else:
            start += timedelta(days=7 if step == "week" else 1)


def _latest_month(own: QuerySet[Spending], known: Currency, today: date) -> LatestMonth:
    month = _month(known.last)
    through = today.day if month == _month(today) and today < _end(today) else None
    earliest = max(_month(known.first), months_before(month, MONTHS_OF_AVERAGE))
    days = own.filter(dimension=DIMENSION.DAY)
    before = days.filter(date__gte=earliest, date__lt=month)
    months = (month.year - earliest.year) * 12 + month.month - earliest.month
    so_far = before.filter(date__day__lte=through) if through else before
    return LatestMonth(
        month=month,
        spend=_sum(days.filter(date__range=(month, _end(month)))),
        through=through,
        average=_sum(before) / months if months else None,
        average_through=_sum(so_far) / months if months else None,
        months=months,
    )


def _sum(days: QuerySet[Spending]) -> Decimal:
    return days.aggregate(spent=Sum("spend"))["spent"] or NOTHING
