from datetime import date
from decimal import Decimal

from apps.accounts.models import User
from apps.statements.demo import CHARGES, MONTHS, give_demo_statements
from apps.statements.recurring import recurring_charges
from apps.statements.summaries import spending_of


def test_the_demo_shows_spending_in_every_month_up_to_today(alice: User) -> None:
    today = date(2026, 3, 10)

    give_demo_statements(owner=alice, today=today)
    give_demo_statements(owner=alice, today=today)

    assert [row.rows_refused for row in alice.statements.all()] == [0, 0]
    months = spending_of(owner_id=alice.pk, today=today, first_month=date(2024, 1, 1)).over_time
    assert len(months) == MONTHS
    assert (months[0].start, months[-1].start) == (date(2025, 2, 1), date(2026, 3, 1))
    assert all(month.spend > Decimal(0) for month in months)
    assert alice.transactions.order_by("-date")[0].date <= today


def test_the_demo_has_charges_that_go_on_and_one_that_was_cancelled(alice: User) -> None:
    give_demo_statements(owner=alice, today=date(2026, 3, 28))

    charges = recurring_charges(owner_id=alice.pk, currency="USD")

    assert len(charges) == len(CHARGES)
    assert [charge.merchant for charge in charges if charge.next is None] == ["Pulse Gym"]
