from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from apps.accounts.models import User
from apps.statements.spending.recurring import RecurringCharge, find_recurring_charges
from apps.statements.tests.factories import make_statement, make_transaction

START = date(2025, 1, 31)


def charge(owner: User, merchant: str, days: Iterable[date], amounts: Iterable[str]) -> None:
    statement = make_statement(owner=owner)
    for day, amount in zip(days, amounts, strict=False):
        make_transaction(statement=statement, merchant=merchant, date=day, amount=Decimal(amount))


def every(days: int, count: int, start: date = START) -> list[date]:
    return [start + timedelta(days=days * number) for number in range(count)]


def found(owner: User) -> list[RecurringCharge]:
    return find_recurring_charges(owner_id=owner.pk, currency="USD")


MONTHLY = [date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30)]


def test_subscription_has_frequency_and_yearly_cost(alice: User) -> None:
    charge(alice, "Streambox", MONTHLY, ["15.99", "15.99", "15.99", "17.99"])

    (streambox,) = found(alice)

    assert (streambox.merchant, streambox.every, streambox.count) == ("Streambox", "month", 4)
    assert (streambox.amount, streambox.yearly) == (Decimal("17.99"), Decimal("215.88"))
    assert (streambox.first, streambox.last) == (MONTHLY[0], MONTHLY[-1])
    assert streambox.next == date(2025, 5, 30)


@pytest.mark.parametrize(
    ("days", "count", "rhythm", "yearly"),
    [
        (7, 5, "week", "520.00"),
        (14, 5, "two_weeks", "260.00"),
        (91, 3, "quarter", "40.00"),
        (182, 3, "half_year", "20.00"),
        (365, 2, "year", "10.00"),
    ],
)
def test_each_frequency_is_detected(
    alice: User, days: int, count: int, rhythm: str, yearly: str
) -> None:
    charge(alice, "Gym", every(days, count), ["10.00"] * count)
    (gym,) = found(alice)
    assert (gym.every, gym.yearly) == (rhythm, Decimal(yearly))


@pytest.mark.parametrize(
    ("days", "amounts"),
    [
        (MONTHLY[:2], ["10.00", "10.00"]),
        (MONTHLY, ["10.00", "90.00", "31.00", "55.00"]),
        ([START, START + timedelta(3), START + timedelta(40), START + timedelta(45)], ["9.00"] * 4),
        (MONTHLY, ["-10.00"] * 4),
    ],
    ids=["too few", "never the same", "no rhythm", "refunds"],
)
def test_irregular_charges_are_not_recurring(
    alice: User, days: list[date], amounts: list[str]
) -> None:
    charge(alice, "Grocer", days, amounts)
    assert found(alice) == []


def test_payments_are_not_recurring_charges(alice: User) -> None:
    statement = make_statement(owner=alice)
    for day in MONTHLY:
        make_transaction(statement=statement, merchant="Thank You", date=day, kind="payment")
    assert found(alice) == []


def test_merchant_can_have_two_subscriptions(alice: User) -> None:
    charge(alice, "Orchard", MONTHLY, ["0.99"] * 4)
    charge(alice, "Orchard", [day - timedelta(days=9) for day in MONTHLY], ["9.99"] * 4)
    assert [each.yearly for each in found(alice)] == [Decimal("119.88"), Decimal("11.88")]


def test_ended_subscription_comes_last(alice: User) -> None:
    charge(alice, "Paper", MONTHLY, ["99.00"] * 4)
    charge(alice, "Radio", every(30, 9), ["5.00"] * 9)
    radio, paper = found(alice)
    assert (radio.merchant, paper.merchant) == ("Radio", "Paper")
    assert radio.next
    assert paper.next is None


def test_recurring_charges_are_per_currency(alice: User) -> None:
    charge(alice, "Streambox", MONTHLY, ["15.99"] * 4)
    assert find_recurring_charges(owner_id=alice.pk, currency="EUR") == []


def test_recurring_charge_without_merchant_uses_description(alice: User) -> None:
    charge(alice, "", MONTHLY, ["4.00"] * 4)
    assert [each.merchant for each in found(alice)] == ["COFFEE"]
