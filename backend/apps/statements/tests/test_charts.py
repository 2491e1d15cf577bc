"""Series of the charts: months by category, the year before, and cash flow."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.accounts.models import User
from apps.statements.spending.summaries import MAX_STACKS, Stack, Summary, summarize_spending
from apps.statements.tests.factories import ClientOf, make_transaction

TODAY = date(2026, 3, 10)


def make_row(owner: User, day: date, amount: str, **fields: Any) -> None:
    make_transaction(owner=owner, date=day, amount=Decimal(amount), **fields)


def summary_of(owner: User, **period: Any) -> Summary:
    return summarize_spending(owner_id=owner.pk, today=TODAY, **period)


def test_months_are_split_by_category(alice: User) -> None:
    make_row(alice, date(2025, 1, 5), "1.00", category="fuel")
    make_row(alice, date(2025, 11, 5), "7.00", category="gifts")
    make_row(alice, date(2026, 1, 5), "2.00", category="gifts")
    make_row(alice, date(2026, 1, 6), "4.00", category="fuel")

    assert summary_of(alice, step="month").stacks == [
        Stack("gifts", [Decimal(7), Decimal(0), Decimal(2)], [1, 0, 1]),
        Stack("fuel", [Decimal(0), Decimal(0), Decimal(4)], [0, 0, 1]),
    ]


def test_small_categories_are_added_up(alice: User) -> None:
    for number in range(MAX_STACKS + 2):
        make_row(alice, date(2026, 1, 5), str(number + 1), category=f"own {number}")
    make_row(alice, date(2026, 1, 6), "-5.00", kind="refund", category="returned")

    summary = summary_of(alice, step="month")

    assert [stack.key for stack in summary.stacks] == [*(f"own {n}" for n in range(8, 1, -1)), None]
    assert summary.stacks[-1] == Stack(None, [Decimal(-2)], [3])
    assert sum(stack.spend[0] for stack in summary.stacks) == summary.over_time[0].spend


def test_weeks_are_not_split(alice: User) -> None:
    make_row(alice, date(2026, 1, 5), "1.00")
    assert summary_of(alice, step="week").stacks == []


@pytest.mark.parametrize(
    ("step", "day", "year_before"),
    [
        ("month", date(2026, 2, 3), date(2025, 2, 28)),
        ("week", date(2026, 2, 3), date(2025, 2, 9)),
        ("day", date(2026, 2, 3), date(2025, 2, 3)),
        ("day", date(2024, 2, 29), date(2023, 2, 28)),
    ],
)
def test_step_has_amount_of_year_before(
    alice: User, step: str, day: date, year_before: date
) -> None:
    make_row(alice, year_before, "3.00")
    make_row(alice, day, "1.00")
    last = summary_of(alice, step=step, first_month=day.replace(day=1)).over_time[-1]
    assert (last.spend, last.year_before) == (Decimal(1), Decimal(3))


def test_year_before_is_unknown_before_first_transaction(alice: User) -> None:
    for day in (date(2025, 2, 3), date(2026, 1, 3), date(2026, 2, 3), date(2026, 3, 3)):
        make_row(alice, day, "1.00")
    steps = summary_of(alice, step="month", first_month=date(2026, 1, 1)).over_time
    assert [step.year_before for step in steps] == [None, Decimal(1), Decimal(0)]


def test_cash_flow_is_of_accounts_with_income(alice: User) -> None:
    account: dict[str, Any] = {"kind": "payment", "card": "Checking"}
    make_row(alice, date(2026, 1, 2), "-3000.00", description="ACME PAYROLL 4711", **account)
    make_row(alice, date(2026, 3, 9), "-50.00", description="PAYMENT RECEIVED", **account)
    make_row(alice, date(2026, 1, 3), "1200.00", card="Checking")
    make_row(alice, date(2026, 3, 9), "2.00", kind="fee", card="Checking")
    # Only a bill is paid to a card.
    make_row(alice, date(2026, 1, 4), "-800.00", kind="payment", card="Card")
    make_row(alice, date(2026, 1, 4), "300.00", card="Card")
    make_row(alice, date(2026, 1, 5), "-100.00", kind="refund", card="Card")
    make_row(alice, date(2026, 1, 6), "-900.00", description="PAYROLL", excluded=True, **account)

    flow = summary_of(alice, step="week").cash_flow

    assert flow
    assert flow.accounts == ["Checking"]
    assert [(each.month.month, each.money_in, each.money_out) for each in flow.months] == [
        (1, Decimal(3000), Decimal(1400)),
        (2, 0, 0),
        (3, Decimal(50), Decimal(2)),
    ]


@pytest.mark.parametrize(
    "payment",
    [
        {"description": "PAYMENT THANK YOU - WEB"},
        # No part of a word, and what is excluded does not count.
        {"description": "Ihre Zahlung danke, Lohnsteuer"},
        {"description": "ACME PAYROLL", "excluded": True},
        {"description": "ACME PAYROLL", "amount": Decimal(5)},
    ],
)
def test_cards_have_no_cash_flow(alice: User, payment: dict[str, Any]) -> None:
    make_row(alice, date(2026, 1, 3), "1200.00")
    bill: dict[str, Any] = {"kind": "payment", "date": date(2026, 1, 4), "amount": Decimal(-800)}
    make_transaction(owner=alice, **(bill | payment))
    assert summary_of(alice).cash_flow is None


@pytest.mark.parametrize(
    "description", ["Nómina enero", "NÓMINA", "NOMINA", "LÖN", "三月工资", "Gehalt/Rente"]
)
def test_income_is_recognized_in_languages(alice: User, description: str) -> None:
    make_row(alice, date(2026, 1, 3), "-1200.00", kind="payment", description=description)
    make_row(alice, date(2026, 1, 3), "1.00")
    flow = summary_of(alice).cash_flow
    assert flow
    assert flow.months[0].money_in == Decimal(1200)


def test_series_are_exact_in_response(alice: User, client_of: ClientOf) -> None:
    make_row(alice, date(2026, 1, 5), "1.10", category="gifts")
    make_row(alice, date(2026, 1, 3), "-3000.10", kind="payment", description="Salary", card="A")
    response = client_of(alice).get("/api/spending/?step=month").json()
    assert response["stacks"] == [{"key": "gifts", "spend": ["1.10"], "count": [1]}]
    assert response["cash_flow"] == {
        "accounts": ["A"],
        "months": [{"month": "2026-01", "money_in": "3000.10", "money_out": "1.10"}],
    }
