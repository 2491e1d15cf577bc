from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.statements.categorising import categorise
from apps.statements.filters import Filter
from apps.statements.models import Transaction
from apps.statements.readings import undo
from apps.statements.summaries import Part, spending_of, totals_of
from apps.statements.tests.factories import make_statement, make_transaction

ClientOf = Callable[[User | None], APIClient]
LEAST = Decimal(-(10**11))
"""So that all are counted, and no kept sum is asked."""
TODAY = date(2026, 3, 10)


def spend(owner: User, day: date, amount: str, **fields: Any) -> None:
    make_transaction(owner=owner, date=day, amount=Decimal(amount), **fields)


def test_refunds_reduce_the_spending_and_payments_are_none(alice: User) -> None:
    spend(alice, date(2026, 1, 31), "10.10", category="gifts", merchant="Lantern", card="A")
    spend(alice, date(2026, 2, 1), "-0.20", kind="refund", category="gifts", merchant="Lantern")
    spend(alice, date(2026, 1, 15), "-500.00", kind="payment")
    spend(alice, date(2026, 1, 15), "3.00", kind="fee", category="fees", merchant="Bank", card="A")

    summary = spending_of(owner_id=alice.pk, today=TODAY)

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


def test_currencies_are_never_added_up(alice: User) -> None:
    for currency, amount in (("USD", "1.00"), ("USD", "2.00"), ("EUR", "4.00")):
        spend(alice, date(2026, 1, 1), amount, currency=currency)

    dollars = spending_of(owner_id=alice.pk, today=TODAY)
    euros = spending_of(owner_id=alice.pk, today=TODAY, currency="EUR")

    assert [each.currency for each in dollars.currencies] == ["USD", "EUR"]
    assert (dollars.currency, dollars.spend) == ("USD", Decimal("3.00"))
    assert (euros.currency, euros.spend) == ("EUR", Decimal("4.00"))


def test_a_period_has_no_gaps_and_no_more_than_there_is(alice: User) -> None:
    spend(alice, date(2025, 11, 2), "1.00")
    spend(alice, date(2026, 2, 3), "2.00")

    months = spending_of(owner_id=alice.pk, today=TODAY, first_month=date(2000, 1, 1), step="month")
    weeks = spending_of(
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
def test_the_step_follows_the_length_of_the_period(alice: User, first: date, step: str) -> None:
    for day in (date(2025, 1, 5), date(2026, 1, 5)):
        spend(alice, day, "1.00")
    summary = spending_of(owner_id=alice.pk, today=TODAY, first_month=first)
    # Of what is there: five days of January, or the months since the first one asked for.
    assert summary.step == ("day" if first == date(2026, 1, 1) else step)


def test_too_many_days_are_not_drawn(alice: User, client_of: ClientOf) -> None:
    for year in (2020, 2026):
        spend(alice, date(year, 1, 1), "1.00")
    answer = client_of(alice).get("/api/spending/?first_month=2019-01&step=day")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "step"


def test_the_month_so_far_stands_beside_the_same_part_of_others(alice: User) -> None:
    for month, early, late in ((1, "10.00", "100.00"), (2, "20.00", "200.00"), (3, "40.00", None)):
        spend(alice, date(2026, month, 10), early)
        if late:
            spend(alice, date(2026, month, 11), late)

    latest = spending_of(owner_id=alice.pk, today=TODAY).latest_month
    later = spending_of(owner_id=alice.pk, today=date(2026, 6, 1)).latest_month

    assert latest
    assert (latest.month, latest.spend, latest.through) == (date(2026, 3, 1), Decimal(40), 10)
    assert (latest.average, latest.average_through, latest.months) == (Decimal(165), Decimal(15), 2)
    assert later
    assert (later.through, later.average_through) == (None, Decimal(165))


def test_nothing_is_told_of_nothing(alice: User, client_of: ClientOf) -> None:
    answer = client_of(alice).get("/api/spending/").json()
    assert (answer["currency"], answer["currencies"], answer["over_time"]) == ("", [], [])
    assert answer["latest_month"] is None


def test_the_answer_has_exact_decimals_and_months(alice: User, client_of: ClientOf) -> None:
    spend(alice, date(2026, 1, 5), "1234567.10")
    answer = client_of(alice).get("/api/spending/").json()
    assert answer["spend"] == "1234567.10"
    assert (answer["first_month"], answer["last_month"]) == ("2025-02", "2026-01")
    assert answer["over_time"] == [{"start": "2026-01-05", "spend": "1234567.10", "count": 1}]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("first_month=2026", "first_month"),
        ("first_month=2026-02&last_month=2026-01", "last_month"),
        ("step=year", "step"),
        ("currency=dollars", "currency"),
    ],
)
def test_a_period_that_makes_no_sense_is_named(
    alice: User, client_of: ClientOf, asked: str, field: str
) -> None:
    answer = client_of(alice).get(f"/api/spending/?{asked}")
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_the_first_year_of_all_is_no_fault(alice: User, client_of: ClientOf) -> None:
    spend(alice, timezone.localdate(), "1.00")
    for asked in ("last_month=0001-01", "first_month=9999-12", "last_month=9999-12"):
        assert client_of(alice).get(f"/api/spending/?{asked}").status_code == 200


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
    }
)
CHANGE = st.one_of(
    st.tuples(st.just("add"), st.lists(ROW, min_size=1, max_size=4)),
    st.tuples(st.just("undo"), st.integers(0, 3)),
    st.tuples(st.just("categorise"), st.sampled_from(["", "gifts", "own word"])),
)


class SumsUnderChange(TestCase):
    """Whatever is added, taken back or put elsewhere: what is told is what the rows say."""

    @given(st.lists(CHANGE, min_size=1, max_size=6))
    @settings(max_examples=50, deadline=None)
    def test_sums_are_those_of_the_rows(self, changes: list[tuple[str, Any]]) -> None:
        owner = make_user()
        for change, said in changes:
            statements = list(owner.statements.order_by("pk"))
            if change == "add":
                statement = make_statement(owner=owner)
                for row in said:
                    make_transaction(statement=statement, **row)
            elif change == "undo" and said < len(statements):
                undo(statement_id=statements[said].pk)
            elif change == "categorise":
                chosen = Transaction.objects.filter(owner=owner, merchant="Shell")
                categorise(chosen=chosen, owner_id=owner.pk, category=said)
            for currency in ("USD", "EUR"):
                self.check(owner, currency)

    def check(self, owner: User, currency: str) -> None:
        rows = Transaction.objects.filter(owner=owner, currency=currency).exclude(kind="payment")
        told = spending_of(
            owner_id=owner.pk,
            today=TODAY,
            currency=currency,
            first_month=date(2025, 1, 1),
            last_month=date(2026, 12, 1),
            step="day",
        )
        assert told.spend == sum(row.amount for row in rows)
        assert told.count == len(rows)
        kept = totals_of(asked=Filter(currency=currency), owner_id=owner.pk)
        counted = totals_of(asked=Filter(currency=currency, amount_min=LEAST), owner_id=owner.pk)
        assert kept == counted
        for parts in (told.by_category, told.by_merchant, told.by_card, told.over_time):
            assert sum(part.spend for part in parts) == told.spend
        assert {part.key: part.count for part in told.by_category} == {
            key: sum(row.category == key for row in rows) for key in {r.category for r in rows}
        }
