from datetime import date
from decimal import Decimal

import pytest

from apps.accounts.models import User
from apps.statements.tests.factories import ClientOf, make_statement, make_transaction


def test_list_is_newest_first_with_exact_amounts(alice: User, client_of: ClientOf) -> None:
    statement = make_statement(owner=alice)
    make_transaction(statement=statement, date=date(2026, 1, 1), amount=Decimal("-0.10"))
    make_transaction(statement=statement, date=date(2026, 2, 1), amount=Decimal("1234567890.99"))

    results = client_of(alice).get("/api/transactions/").json()["results"]

    assert [row["date"] for row in results] == ["2026-02-01", "2026-01-01"]
    assert [row["amount"] for row in results] == ["1234567890.99", "-0.10"]
    assert results[0]["statement"] == str(statement.pk)


@pytest.mark.django_db(transaction=True)
def test_transactions_are_hidden_from_other_users(
    alice: User, bob: User, client_of: ClientOf
) -> None:
    foreign = make_transaction(owner=alice)
    outsider = client_of(bob)

    assert outsider.get("/api/transactions/").json()["results"] == []
    filtered = outsider.get(f"/api/transactions/?statement={foreign.statement_id}")
    assert filtered.json()["results"] == []
    assert outsider.get("/api/transactions/totals/").json() == []
    header, *rows = b"".join(outsider.get("/api/transactions/export/")).splitlines()
    assert header.startswith(b"date,")
    assert rows == []
    for path in ("", "totals/", "export/"):
        assert client_of(None).get(f"/api/transactions/{path}").status_code == 401
