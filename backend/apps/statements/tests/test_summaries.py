from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.statements.categorization.recategorization import categorize_transactions
from apps.statements.filters import TransactionFilter
from apps.statements.models import Transaction
from apps.statements.spending.filtered_totals import filtered_totals
from apps.statements.spending.summaries import Part, summarize_spending
from apps.statements.tests.factories import ClientOf, make_statement, make_transaction
from apps.statements.undo import delete_statement

# Matches all transactions, but prevents the use of stored totals.
MIN_AMOUNT = Decimal(-(10**11))
TODAY = date(2026, 3, 10)


def make_spending(owner: User, day: date, amount: str, **fields: Any) -> None:
    make_transaction(owner=owner, date=day, amount=Decimal(amount), **fields)


def test_refunds_reduce_spending_and_payments_do_not_count(alice: User) -> None:
    make_spending(alice, date(2026, 1, 31), "10.10", category="gifts", merchant="Lantern", card="A")
    make_spending(
        alice, date(2026, 2, 1), "-0.20", kind="refund", category="gifts", merchant="Lantern"
    )
    make_spending(alice, date(2026, 1, 15), "-500.00", kind="payment")
    make_spending(
        alice, date(2026, 1, 15), "3.00", kind="fee", category="fees", merchant="Bank", card="A"
    )

    summary = summarize_spending(owner_id=alice.pk, today=TODAY)

    assert (summary.spend, summary.count) == (Decimal("12.90"), 3)
    assert summary.by_category == [
        Part("gifts", Decimal("9.90"), 2),
        Part("fees", Decimal("3.00"), 1),
    ]
    assert [part.key for part in summary.by_merchant] == ["Lantern", "Bank"]
    assert [(part.key, part.spend) for part in summary.by_card] == [
        ("A", Decimal("13.10")),
        ("", Decimal("-0.20")),
    ]


def test_spending_is_per_currency(alice: User) -> None:
    for currency, amount in (("USD", "1.00"), ("USD", "2.00"), ("EUR", "4.00")):
        make_spending(alice, date(2026, 1, 1), amount, currency=currency)

    dollars = summarize_spending(owner_id=alice.pk, today=TODAY)
    euros = summarize_spending(owner_id=alice.pk, today=TODAY, currency="EUR")

    assert [each.currency for each in dollars.currencies] == ["USD", "EUR"]
    assert (dollars.currency, dollars.spend) == ("USD", Decimal("3.00"))
    assert (euros.currency, euros.spend) == ("EUR", Decimal("4.00"))


def test_period_has_all_steps_with_transactions(alice: User) -> None:
    make_spending(alice, date(2025, 11, 2), "1.00")
    make_spending(alice, date(2026, 2, 3), "2.00")

    months = summarize_spending(
        owner_id=alice.pk, today=TODAY, first_month=date(2000, 1, 1), step="month"
    )
    weeks = summarize_spending(
        owner_id=alice.pk,
        today=TODAY,
        first_month=date(2026, 2, 1),
        last_month=date(2026, 2, 1),
        step="week",
    )

    assert [(step.start, step.spend) for step in months.over_time] == [
        (date(2025, 11, 1), Decimal("1.00")),
        (date(2025, 12, 1), 0),
        (date(2026, 1, 1), 0),
        (date(2026, 2, 1), Decimal("2.00")),
    ]
    assert [step.start for step in weeks.over_time] == [date(2026, 2, 2)]


@pytest.mark.parametrize(
    ("first", "step"),
    [(date(2026, 1, 1), "day"), (date(2025, 10, 1), "week"), (date(2025, 2, 1), "month")],
)
def test_default_step_depends_on_period(alice: User, first: date, step: str) -> None:
    for day in (date(2025, 1, 5), date(2026, 1, 5)):
        make_spending(alice, day, "1.00")
    summary = summarize_spending(owner_id=alice.pk, today=TODAY, first_month=first)
    # Depends on existing transactions: five days of January, or the months since the first one.
    assert summary.step == ("day" if first == date(2026, 1, 1) else step)


def test_too_long_period_by_day_is_rejected(alice: User, client_of: ClientOf) -> None:
    for year in (2020, 2026):
        make_spending(alice, date(year, 1, 1), "1.00")
    response = client_of(alice).get("/api/spending/?first_month=2019-01&step=day")
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "step"


def test_latest_month_is_compared_up_to_same_day(alice: User) -> None:
    for month, early, late in ((1, "10.00", "100.00"), (2, "20.00", "200.00"), (3, "40.00", None)):
        make_spending(alice, date(2026, month, 10), early)
        if late:
            make_spending(alice, date(2026, month, 11), late)

    latest = summarize_spending(owner_id=alice.pk, today=TODAY).latest_month
    later = summarize_spending(owner_id=alice.pk, today=date(2026, 6, 1)).latest_month

    assert latest
    assert (latest.month, latest.spend, latest.through) == (date(2026, 3, 1), Decimal(40), 10)
    assert (latest.average, latest.average_through, latest.months) == (Decimal(165), Decimal(15), 2)
    assert later
    assert (later.through, later.average_through) == (None, Decimal(165))


def test_spending_without_transactions_is_empty(alice: User, client_of: ClientOf) -> None:
    response = client_of(alice).get("/api/spending/").json()
    assert (response["currency"], response["currencies"], response["over_time"]) == ("", [], [])
    assert response["latest_month"] is None


def test_spending_response_has_exact_decimals_and_months(alice: User, client_of: ClientOf) -> None:
    make_spending(alice, date(2026, 1, 5), "1234567.10")
    response = client_of(alice).get("/api/spending/").json()
    assert response["spend"] == "1234567.10"
    assert (response["first_month"], response["last_month"]) == ("2025-02", "2026-01")
    assert response["over_time"] == [
        {"start": "2026-01-05", "spend": "1234567.10", "count": 1, "year_before": None}
    ]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("first_month=2026", "first_month"),
        ("first_month=2026-02&last_month=2026-01", "last_month"),
        ("step=year", "step"),
        ("currency=dollars", "currency"),
    ],
)
def test_invalid_period_is_rejected(
    alice: User, client_of: ClientOf, query: str, field: str
) -> None:
    response = client_of(alice).get(f"/api/spending/?{query}")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_extreme_periods_are_valid(alice: User, client_of: ClientOf) -> None:
    make_spending(alice, timezone.localdate(), "1.00")
    for query in ("last_month=0001-01", "first_month=9999-12", "last_month=9999-12"):
        assert client_of(alice).get(f"/api/spending/?{query}").status_code == 200


MONEY = st.decimals(min_value=-999, max_value=999, places=2)
ROW = st.fixed_dictionaries(
    {
        "date": st.dates(min_value=date(2025, 11, 1), max_value=date(2026, 2, 28)),
        "amount": MONEY,
        "kind": st.sampled_from(["purchase", "refund", "payment"]),
        "category": st.sampled_from(["", "gifts", "fuel"]),
        "merchant": st.sampled_from(["", "Lantern", "Shell"]),
        "currency": st.sampled_from(["USD", "EUR"]),
        "card": st.sampled_from(["", "A"]),
        "excluded": st.booleans(),
    }
)
CHANGE = st.one_of(
    st.tuples(st.just("add"), st.lists(ROW, min_size=1, max_size=4)),
    st.tuples(st.just("undo"), st.integers(0, 3)),
    st.tuples(st.just("categorise"), st.sampled_from(["", "gifts", "own word"])),
)


STORED_FILTERS = (
    TransactionFilter(date_from=date(2025, 11, 16), date_to=date(2026, 1, 5)),
    TransactionFilter(category=["", "own word"]),
    TransactionFilter(card="A", kind="refund"),
    TransactionFilter(category=["gifts"], date_from=date(2025, 12, 1), date_to=date(2026, 1, 31)),
    TransactionFilter(kind="payment", date_to=date(2026, 1, 15)),
)


class TotalsTest(TestCase):
    """Totals equal the sums of the rows after any sequence of changes."""

    @given(st.lists(CHANGE, min_size=1, max_size=6))
    @settings(max_examples=50, deadline=None)
    def test_totals_equal_sums_of_rows(self, changes: list[tuple[str, Any]]) -> None:
        owner = make_user()
        for change, value in changes:
            statements = list(owner.statements.order_by("pk"))
            if change == "add":
                statement = make_statement(owner=owner)
                for row in value:
                    make_transaction(statement=statement, **row)
            elif change == "undo" and value < len(statements):
                delete_statement(statement_id=statements[value].pk)
            elif change == "categorise":
                chosen = Transaction.objects.filter(owner=owner, merchant="Shell")
                categorize_transactions(chosen=chosen, owner_id=owner.pk, category=value)
            for currency in ("USD", "EUR"):
                self.check(owner, currency)
        for currency in ("USD", "EUR"):
            for filters in STORED_FILTERS:
                self.check_totals(owner, replace(filters, currency=currency))

    def check(self, owner: User, currency: str) -> None:
        spent = Transaction.objects.filter(owner=owner, currency=currency, excluded=False)
        rows = spent.exclude(kind="payment")
        summary = summarize_spending(
            owner_id=owner.pk,
            today=TODAY,
            currency=currency,
            first_month=date(2025, 1, 1),
            last_month=date(2026, 12, 1),
            step="day",
        )
        assert summary.spend == sum(row.amount for row in rows)
        assert summary.count == len(rows)
        self.check_totals(owner, TransactionFilter(currency=currency))
        for parts in (summary.by_category, summary.by_merchant, summary.by_card, summary.over_time):
            assert sum(part.spend for part in parts) == summary.spend
        assert {part.key: part.count for part in summary.by_category} == {
            key: sum(row.category == key for row in rows) for key in {r.category for r in rows}
        }

    def check_totals(self, owner: User, filters: TransactionFilter) -> None:
        stored = filtered_totals(filters=filters, owner_id=owner.pk)
        counted = filtered_totals(
            filters=replace(filters, amount_min=MIN_AMOUNT), owner_id=owner.pk
        )
        assert stored == counted, filters
