from datetime import date
from decimal import Decimal

from apps.accounts.models import User
from apps.statements.demo import CHARGES, MONTHS, create_demo_statements
from apps.statements.spending.recurring import find_recurring_charges
from apps.statements.spending.summaries import summarize_spending


def test_demo_has_spending_in_every_month(alice: User) -> None:
    today = date(2026, 3, 10)

    create_demo_statements(owner=alice, today=today)
    create_demo_statements(owner=alice, today=today)

    assert [row.rows_refused for row in alice.statements.all()] == [0, 0]
    months = summarize_spending(
        owner_id=alice.pk, today=today, first_month=date(2024, 1, 1)
    ).over_time
    assert len(months) == MONTHS
    assert (months[0].start, months[-1].start) == (date(2025, 2, 1), date(2026, 3, 1))
    assert all(month.spend > Decimal(0) for month in months)
    assert alice.transactions.order_by("-date")[0].date <= today


def test_demo_has_active_and_ended_recurring_charges(alice: User) -> None:
    create_demo_statements(owner=alice, today=date(2026, 3, 28))

    charges = find_recurring_charges(owner_id=alice.pk, currency="USD")

    assert len(charges) == len(CHARGES)
    assert [charge.merchant for charge in charges if charge.next is None] == ["Pulse Gym"]
