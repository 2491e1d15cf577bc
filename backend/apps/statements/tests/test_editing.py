"""Transactions that their owner enters or edits."""

from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.privacy.account_deletion import delete_account
from apps.core.rate_limiting import consume
from apps.statements.importing.imports import import_statement
from apps.statements.models import Transaction
from apps.statements.rate_limits import ENTRIES_PER_USER
from apps.statements.tests.factories import ClientOf, make_statement, make_transaction

CASH = {"date": "2026-01-05", "description": " Corner  Bakery ", "amount": "4.50"}


def spend(client: APIClient, **filters: str) -> Any:
    return client.get("/api/transactions/totals/", filters).json()


def edit(client: APIClient, row: Transaction, **values: object) -> Any:
    return client.patch(f"/api/transactions/{row.pk}/", values, format="json")


@pytest.mark.parametrize(
    ("changes", "noted"),
    [
        ({"date": "2026-01-16"}, True),
        ({"date": "2026-01-12"}, False),
        ({"amount": "4.76"}, False),
        ({"currency": "EUR"}, False),
    ],
)
def test_import_notes_entered_transactions_that_it_may_repeat(
    alice: User, client_of: ClientOf, changes: dict[str, str], noted: bool
) -> None:
    entered = {"date": "2026-01-18", "description": "Coffee with Bob", "amount": "4.75"}
    client = client_of(alice)
    client.post("/api/transactions/", entered | {"currency": "USD"} | changes, format="json")
    statement = make_statement(owner=alice)

    import_statement(statement_id=statement.pk)

    statement.refresh_from_db()
    notes = {note["code"]: note["message"] for note in statement.note_messages}
    assert ("entered_rows" in notes) == noted
    if noted:
        assert notes["entered_rows"].startswith("1 of the transactions that you added")


def test_entered_transaction_counts_and_is_exported(alice: User, client_of: ClientOf) -> None:
    make_transaction(owner=alice, currency="EUR")
    client = client_of(alice)

    response = client.post("/api/transactions/", {**CASH, "note": "with Bob"}, format="json")

    assert response.status_code == 201
    row = response.json()
    assert (row["description"], row["merchant"]) == ("Corner Bakery", "Corner Bakery")
    assert (row["statement"], row["currency"], row["note"]) == (None, "EUR", "with Bob")
    assert spend(client, text="bakery") == [{"currency": "EUR", "count": 1, "spend": "4.50"}]
    exported = b"".join(client.get("/api/transactions/export/"))
    assert b"Corner Bakery" in exported


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date": "1066-10-14"}, "date"),
        ({"amount": "a lot"}, "amount"),
        ({"description": " "}, "description"),
        ({"currency": "euros"}, "currency"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_entered_transaction_is_validated(
    alice: User, client_of: ClientOf, changes: dict[str, str], field: str
) -> None:
    response = client_of(alice).post("/api/transactions/", CASH | changes, format="json")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]
    assert not Transaction.objects.exists()


def test_entries_of_an_hour_are_limited(alice: User, client_of: ClientOf) -> None:
    for _ in range(ENTRIES_PER_USER.amount):
        consume(ENTRIES_PER_USER, "entry", alice.pk)
    assert client_of(alice).post("/api/transactions/", CASH, format="json").status_code == 429
    assert not Transaction.objects.exists()


def test_edited_fields_are_kept_and_others_are_the_banks(alice: User, client_of: ClientOf) -> None:
    row = make_transaction(owner=alice, description="SQ *BLUE BOTTLE 0042")
    body = edit(
        client_of(alice), row, merchant=" Blue  Bottle ", category="gifts", note="For Bob", amount=1
    ).json()
    assert (body["merchant"], body["category"], body["note"]) == ("Blue Bottle", "gifts", "For Bob")
    row.refresh_from_db()
    assert (row.description, row.merchant) == ("SQ *BLUE BOTTLE 0042", "Blue Bottle")
    assert str(row.amount) != "1.000"


@pytest.mark.parametrize("filters", [{}, {"text": "coffee"}], ids=["stored", "filtered"])
def test_excluded_transaction_is_listed_but_is_no_spending(
    alice: User, client_of: ClientOf, filters: dict[str, str]
) -> None:
    statement = make_statement(owner=alice)
    rows = [make_transaction(statement=statement, amount="4.00") for _ in range(2)]
    client = client_of(alice)

    edit(client, rows[0], excluded=True)
    [total] = spend(client, **filters)
    assert (total["count"], total["spend"]) == (2, "4.00")
    assert client.get("/api/spending/").json()["spend"] == "4.00"

    edit(client, rows[0], excluded=False)
    assert spend(client, **filters)[0]["spend"] == "8.00"


def test_wrong_edit_changes_nothing(alice: User, client_of: ClientOf) -> None:
    row = make_transaction(owner=alice)
    response = edit(client_of(alice), row, note="new", excluded="perhaps")
    assert response.status_code == 400
    row.refresh_from_db()
    assert row.note == ""


def test_entered_and_deleted_transaction_is_erased_with_the_account(
    alice: User, client_of: ClientOf
) -> None:
    client = client_of(alice)
    key = client.post("/api/transactions/", CASH, format="json").json()["id"]
    client.post("/api/transactions/delete/", {"ids": [key]}, format="json")
    assert Transaction.objects.count() == 1

    User.objects.filter(pk=alice.pk).update(deletion_due_at=timezone.now())
    assert delete_account(user_id=alice.pk) is not None

    assert not Transaction.objects.exists()
