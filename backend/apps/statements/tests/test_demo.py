from datetime import date
from decimal import Decimal

from apps.accounts.models import User
from apps.statements.demo import MONTHS, give_demo_statements
from apps.statements.spending import spend_by_month


def test_the_demo_shows_spending_in_every_month_up_to_today(alice: User) -> None:
    today = date(2026, 3, 10)

    give_demo_statements(owner=alice, today=today)
    give_demo_statements(owner=alice, today=today)

    assert [row.rows_refused for row in alice.statements.all()] == [0, 0]
    months = spend_by_month(owner_id=alice.pk)
    assert len(months) == MONTHS
    assert (months[0]["month"], months[-1]["month"]) == ("2025-02", "2026-03")
    assert all(row["spend"] > Decimal(0) for row in months)
    assert alice.transactions.order_by("-date")[0].date <= today
