from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.statements.models import BankAccount, Statement, Transaction
from apps.statements.stored_totals import mark_stale

ClientOf = Callable[[User | None], APIClient]
HEADER = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n"
ONE_ROW = f"{HEADER}01/18/2026,01/19/2026,COFFEE,Food & Drink,Sale,-4.75,\n".encode()


def make_statement(
    *,
    owner: User | None = None,
    content: bytes = ONE_ROW,
    filename: str = "january.csv",
    **fields: Any,
) -> Statement:
    """Create a queued statement."""
    return Statement.objects.create(
        owner=owner or make_user(),
        filename=filename,
        file=ContentFile(content, filename),
        size=len(content),
        **fields,
    )


def make_bank_account(
    *, owner: User | None = None, name: str = "Checking", **fields: Any
) -> BankAccount:
    values = {"owner": owner or make_user(), "name": name, "currency": "USD"}
    return BankAccount.objects.create(**(values | fields))


def make_transaction(
    *,
    statement: Statement | None = None,
    owner: User | None = None,
    filename: str = "january.csv",
    **fields: Any,
) -> Transaction:
    """Create a coffee purchase, by default on its own statement."""
    statement = statement or make_statement(owner=owner, filename=filename)
    coffee = {
        "line": 2,
        "date": date(2026, 1, 18),
        "description": "COFFEE",
        "category": "Food & Drink",
        "kind": Transaction.Kind.PURCHASE,
        "amount": Decimal("4.75"),
        "currency": "USD",
    }
    transaction = Transaction.objects.create(
        statement=statement, owner=statement.owner, **(coffee | fields)
    )
    mark_stale(owner_id=statement.owner_id, first=transaction.date, last=transaction.date)
    return transaction


def make_transactions(*, statement: Statement, count: int) -> None:
    """Create many transactions with one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO statements_transaction (owner_id, statement_id, line, date, description,"
            " category, kind, amount, currency) SELECT %s, %s, number, '2026-01-18',"
            " 'COFFEE ' || number, 'Food & Drink', 'purchase', 4.75, 'USD'"
            " FROM generate_series(1, %s) number",
            [statement.owner_id, statement.pk, count],
        )
    mark_stale(owner_id=statement.owner_id, first=date(2026, 1, 18), last=date(2026, 1, 18))
