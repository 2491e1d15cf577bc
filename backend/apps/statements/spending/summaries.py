"""Spending of a period in one currency: over time, by category, merchant, card and account."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max, Min, QuerySet, Sum
from django.db.models.functions import TruncDay, TruncMonth, TruncWeek

from apps.statements.models import BankAccount, Spending
from apps.statements.months import month_end, month_start, months_before
from apps.statements.spending.cash_flow import CashFlow, calculate_cash_flow
from apps.statements.stored_totals import refresh_spending

STEPS = {"day": TruncDay, "week": TruncWeek, "month": TruncMonth}
# Longest period shown by day: more bars could not be distinguished.
MAX_DAYS = 800
AVERAGE_MONTHS = 12
DEFAULT_MONTHS = 12
MAX_MERCHANTS = 100
# Categories distinguished in a stacked bar; the others are added up.
MAX_STACKS = 7
DIMENSION = Spending.Dimension
BREAKDOWNS = (DIMENSION.CATEGORY, DIMENSION.MERCHANT, DIMENSION.CARD, DIMENSION.ACCOUNT)
ZERO = Decimal(0)


class TooManyDaysError(Exception):
    """The period is too long to be shown by day."""


@dataclass(frozen=True)
class CurrencySpan:
    currency: str
    first: date
    last: date
    """Dates of the first and the last transaction."""
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
    year_before: Decimal | None
    """Spending of the same step a year before; None if it ended before the first transaction."""


@dataclass(frozen=True)
class Stack:
    """Spending of a category in each month of the period."""

    key: str | None
    """None for all categories but the largest ones."""
    spend: list[Decimal]
    count: list[int]


@dataclass(frozen=True)
class LatestMonth:
    """Last month with a transaction, compared with the months before."""

    month: date
    spend: Decimal
    through: int | None
    """Current day of the month; None if the month is over."""
    average: Decimal | None
    """Average of up to 12 months before; None if there are none."""
    average_through: Decimal | None
    """Average of these months up to the same day."""
    months: int


@dataclass(frozen=True)
class Summary:
    currency: str
    """Empty if there are no transactions."""
    currencies: list[CurrencySpan]
    first_month: date | None
    last_month: date | None
    step: str
    spend: Decimal
    count: int
    over_time: list[Step]
    """All steps from the first to the last one with a transaction."""
    stacks: list[Stack]
    """The steps by category, the largest first; only if they are months, which are stored."""
    cash_flow: CashFlow | None
    """None without an account that receives income."""
    by_category: list[Part]
    by_merchant: list[Part]
    """The largest ones."""
    merchants: int
    by_card: list[Part]
    by_account: list[Part]
    """Ids of accounts; the last one is empty, for transactions without an account, if any."""
    latest_month: LatestMonth | None


def summarize_spending(
    *,
    owner_id: int,
    today: date,
    currency: str = "",
    preferred_currency: str = "",
    first_month: date | None = None,
    last_month: date | None = None,
    step: str = "",
) -> Summary:
    """Return the spending from `first_month` to `last_month`, both included.

    Defaults: the preferred currency if it is used, else the most used one; the twelve months up to
    the latest transaction; and steps of days within one month, weeks within six, else months.
    Refunds reduce the spending; payments of the card's bill do not count. Raise TooManyDaysError
    for too long a period by day.
    """
    refresh_spending(owner_id=owner_id)
    own = Spending.objects.filter(owner_id=owner_id)
    currencies = _currencies(own)
    used = [each.currency for each in currencies]
    if not currency:
        currency = preferred_currency if preferred_currency in used else (used or [""])[0]
    known = next((each for each in currencies if each.currency == currency), None)
    if known is None:
        return _empty_summary(currency, currencies, first_month, last_month, step or "month")
    own = own.filter(currency=currency)
    last_month = month_start(last_month or known.last)
    first_month = month_start(first_month or months_before(last_month, DEFAULT_MONTHS - 1))
    first, last = max(first_month, known.first), min(month_end(last_month), known.last)
    step = step or _default_step(first, last)
    if step == "day" and (last - first).days > MAX_DAYS:
        raise TooManyDaysError
    period = own.filter(date__range=(first_month, month_end(last_month)))
    parts = _breakdowns(period)
    cards, merchants = parts[DIMENSION.CARD], parts[DIMENSION.MERCHANT]
    spend, count = sum((part.spend for part in cards), ZERO), sum(part.count for part in cards)
    categories = parts[DIMENSION.CATEGORY]
    over_time = _over_time(own, first_month, last_month, step, known.first)
    return Summary(
        currency=currency,
        currencies=currencies,
        first_month=first_month,
        last_month=last_month,
        step=step,
        spend=spend,
        count=count,
        over_time=over_time,
        stacks=_stacks(period, categories, over_time) if step == "month" else [],
        cash_flow=calculate_cash_flow(own, first_month=first_month, last_month=last_month),
        by_category=categories,
        by_merchant=merchants[:MAX_MERCHANTS],
        merchants=len(merchants),
        by_card=cards,
        by_account=_by_account(parts[DIMENSION.ACCOUNT], owner_id, spend, count),
        latest_month=_latest_month(own, known, today),
    )


def _default_step(first: date, last: date) -> str:
    days = (last - first).days
    return "day" if days <= 31 else "week" if days <= 186 else "month"


def _empty_summary(
    currency: str,
    currencies: list[CurrencySpan],
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
        spend=ZERO,
        count=0,
        over_time=[],
        stacks=[],
        cash_flow=None,
        by_category=[],
        by_merchant=[],
        merchants=0,
        by_card=[],
        by_account=[],
        latest_month=None,
    )


def _currencies(own: QuerySet[Spending]) -> list[CurrencySpan]:
    """Return the currencies of the owner, the most used first."""
    days = own.filter(dimension=DIMENSION.DAY).values("currency")
    spans = days.annotate(first=Min("date"), last=Max("date"), rows=Sum("count"))
    return [
        CurrencySpan(row["currency"], row["first"], row["last"], row["rows"])
        for row in spans.order_by("-rows", "currency")
    ]


def _breakdowns(period: QuerySet[Spending]) -> dict[str, list[Part]]:
    """Return the parts of each dimension, the largest first."""
    parts = period.filter(dimension__in=BREAKDOWNS).values_list("dimension", "key")
    sums = parts.annotate(spent=Sum("spend"), rows=Sum("count")).order_by("-spent", "key")
    found: dict[str, list[Part]] = {dimension: [] for dimension in BREAKDOWNS}
    for dimension, *part in sums:
        found[dimension].append(Part(*part))
    return found


def _by_account(found: list[Part], owner_id: int, spend: Decimal, count: int) -> list[Part]:
    """Return the parts of the accounts, and what is left of `spend` and `count` as the last one."""
    if not found:
        return []
    accounts = BankAccount.objects.filter(owner_id=owner_id, deleted_at=None)
    ids = {str(key) for key in accounts.values_list("pk", flat=True)}
    parts = [part for part in found if part.key in ids]
    rest = count - sum(part.count for part in parts)
    if rest:
        parts.append(Part("", spend - sum((part.spend for part in parts), ZERO), rest))
    return parts


def _over_time(
    own: QuerySet[Spending], first_month: date, last_month: date, step: str, earliest: date
) -> list[Step]:
    known = _sums_of_steps(own, first_month, month_end(last_month), step)
    if not known:
        return []
    starts = list(_step_starts(step, min(known), max(known)))
    first, last = _year_before(starts[0], step), _step_end(_year_before(starts[-1], step), step)
    before = _sums_of_steps(own, first, last, step) if last >= earliest else {}
    steps = []
    for start in starts:
        spend, count = known.get(start, (ZERO, 0))
        earlier = _year_before(start, step)
        is_known = before and _step_end(earlier, step) >= earliest
        year_before = before.get(earlier, (ZERO, 0))[0] if is_known else None
        steps.append(Step(start, spend, count, year_before))
    return steps


def _sums_of_steps(
    own: QuerySet[Spending], first: date, last: date, step: str
) -> dict[date, tuple[Decimal, int]]:
    """Return {start of the step: (spending, count)} of the steps with transactions."""
    days = own.filter(dimension=DIMENSION.DAY, date__range=(first, last))
    sums = days.annotate(start=STEPS[step]("date")).values_list("start")
    rows = sums.annotate(spent=Sum("spend"), rows=Sum("count")).order_by("start")
    return {start: (spent, count) for start, spent, count in rows}


def _year_before(start: date, step: str) -> date:
    """Return the start of the same step a year before: of a week the one 52 weeks before."""
    if step == "week":
        return start - timedelta(weeks=52)
    # The nearest to a leap day is the day before.
    day = 28 if (start.month, start.day) == (2, 29) else start.day
    return start.replace(year=start.year - 1, day=day)


def _step_end(start: date, step: str) -> date:
    if step == "month":
        return month_end(start)
    return start + timedelta(days=6 if step == "week" else 0)


def _step_starts(step: str, first: date, last: date) -> Iterator[date]:
    start = first
    while start <= last:
        yield start
        start = _step_end(start, step) + timedelta(days=1)


def _stacks(period: QuerySet[Spending], categories: list[Part], steps: list[Step]) -> list[Stack]:
    """Return the months by category; months without transactions of a category are zero."""
    largest = [part.key for part in categories[:MAX_STACKS] if part.spend > 0]
    index = {step.start: number for number, step in enumerate(steps)}
    stacks = {key: Stack(key, [ZERO] * len(steps), [0] * len(steps)) for key in (*largest, None)}
    rows = period.filter(dimension=DIMENSION.CATEGORY)
    for key, month, spend, count in rows.values_list("key", "date", "spend", "count"):
        number = index.get(month)
        if number is not None:  # else another process has just added the month
            stack = stacks[key if key in largest else None]
            stack.spend[number] += spend
            stack.count[number] += count
    return [stack for stack in stacks.values() if any(stack.count)]


def _latest_month(own: QuerySet[Spending], known: CurrencySpan, today: date) -> LatestMonth:
    month = month_start(known.last)
    through = today.day if month == month_start(today) and today < month_end(today) else None
    earliest = max(month_start(known.first), months_before(month, AVERAGE_MONTHS))
    days = own.filter(dimension=DIMENSION.DAY)
    before = days.filter(date__gte=earliest, date__lt=month)
    months = (month.year - earliest.year) * 12 + month.month - earliest.month
    so_far = before.filter(date__day__lte=through) if through else before
    return LatestMonth(
        month=month,
        spend=_sum(days.filter(date__range=(month, month_end(month)))),
        through=through,
        average=_sum(before) / months if months else None,
        average_through=_sum(so_far) / months if months else None,
        months=months,
    )


def _sum(days: QuerySet[Spending]) -> Decimal:
    return days.aggregate(spent=Sum("spend"))["spent"] or ZERO
