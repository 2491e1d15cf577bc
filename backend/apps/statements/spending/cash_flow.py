"""Money in and money out by month."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, F, Q, QuerySet, Sum, TextField, Value, When

from apps.statements.models import Spending
from apps.statements.months import months_between

Dimension = Spending.Dimension


@dataclass(frozen=True)
class MonthFlow:
    month: date
    money_in: Decimal
    money_out: Decimal
    """Spending of all accounts and cards."""


@dataclass(frozen=True)
class CashFlow:
    """Money in and money out by month, see `calculate_cash_flow`."""

    accounts: list[str]
    """Accounts whose payments are money in."""
    months: list[MonthFlow]


def calculate_cash_flow(
    own: QuerySet[Spending], *, first_month: date, last_month: date
) -> CashFlow | None:
    """Return money in and out by month, or None without an account that receives income.

    Money in is what is paid to accounts that ever received income, such as a salary: no card does,
    to which only its bill is paid. Money out is the spending, of which refunds are subtracted.
    """
    of_period = Q(dimension__in=(Dimension.DEPOSIT, Dimension.CARD), date__gte=first_month)
    rows = own.filter(Q(dimension=Dimension.INCOME) | of_period).annotate(
        account=Case(
            When(dimension=Dimension.CARD, then=Value("")),
            default=F("key"),
            output_field=TextField(),
        )
    )
    sums = list(rows.values_list("dimension", "account", "date").annotate(sum=Sum("spend")))
    received: dict[str, Decimal] = defaultdict(Decimal)
    for dimension, account, _, amount in sums:
        if dimension == Dimension.INCOME:
            received[account] -= amount
    accounts = sorted(account for account, amount in received.items() if amount > 0)
    money_in: dict[date, Decimal] = defaultdict(Decimal)
    money_out: dict[date, Decimal] = defaultdict(Decimal)
    for dimension, account, month, amount in sums:
        if not first_month <= month <= last_month:
            continue
        if dimension == Dimension.CARD:
            money_out[month] += amount
        elif account in accounts:
            money_in[month] -= amount
    if sum(money_in.values()) <= 0:
        return None
    months = months_between(min({*money_in, *money_out}), max({*money_in, *money_out}))
    return CashFlow(accounts, [MonthFlow(each, money_in[each], money_out[each]) for each in months])
