"""Deletion of transactions and statements, and what can be undone."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.statements.changes import UNDO_PERIOD
from apps.statements.importing.imports import import_statement
from apps.statements.models import Spending, Statement, Transaction, TransactionChange
from apps.statements.tests.factories import ClientOf, make_statement
from apps.statements.undo import erase_deleted

FILE = (
    b"Date,Payee,Amount\n2026-01-05,MARKET HALL,20.00\n2026-01-05,MARKET HALL,20.00\n"
    b"2026-02-06,CORNER CAFE,4.75\n2026-02-07,PAYMENT THANK YOU,-30.00\n"
)


def imported(owner: User, content: bytes = FILE) -> Statement:
    statement = make_statement(owner=owner, content=content)
    import_statement(statement_id=statement.pk)
    statement.refresh_from_db()
    assert statement.status == "imported"
    return statement


def post(client: APIClient, path: str, body: dict[str, Any] | None = None) -> Any:
    response = client.post(path, body or {}, format="json")
    assert response.status_code == 200, response.content
    return response.json()


def undo(client: APIClient, change: int) -> Any:
    return post(client, f"/api/changes/{change}/undo/")["changed"]


def total(client: APIClient) -> Any:
    return [row["spend"] for row in client.get("/api/transactions/totals/").json()]


def rows_of(owner: User) -> list[tuple[str, str]]:
    rows = Transaction.objects.filter(owner=owner).order_by("line")
    return [(row.description, row.category) for row in rows]


def test_categorization_is_undone_for_the_rows_that_it_changed(
    alice: User, client_of: ClientOf
) -> None:
    imported(alice)
    client, before = client_of(alice), rows_of(alice)

    result = post(client, "/api/transactions/categorise/", {"category": "gifts", "filter": {}})
    assert result["changed"] == 4
    [cafe] = Transaction.objects.filter(owner=alice, merchant="Corner Cafe")
    post(client, "/api/transactions/categorise/", {"category": "travel", "ids": [cafe.pk]})

    assert undo(client, result["change"]) == 3
    # The row that was changed again keeps its newer category.
    assert rows_of(alice) == [*before[:2], ("CORNER CAFE", "travel"), before[3]]
    assert Spending.objects.filter(owner=alice, dimension="category", key="gifts").count() == 0


def test_nothing_changed_has_no_change(alice: User, client_of: ClientOf) -> None:
    body = {"category": "gifts", "filter": {}}
    result = post(client_of(alice), "/api/transactions/categorise/", body)
    assert (result["changed"], result["change"]) == (0, None)


def test_applied_rule_is_undone(alice: User, client_of: ClientOf) -> None:
    imported(alice)
    client, before = client_of(alice), rows_of(alice)
    rule = {"text": "market hall", "category": "gifts"}
    key = client.post("/api/category-rules/", rule, format="json").json()["id"]

    applied = post(client, f"/api/category-rules/{key}/apply/")
    assert applied["changed"] == 2

    assert undo(client, applied["change"]) == 2
    assert rows_of(alice) == before


def test_deleted_transactions_are_nowhere_until_restored(alice: User, client_of: ClientOf) -> None:
    imported(alice)
    client, before = client_of(alice), rows_of(alice)
    ids = list(Transaction.objects.filter(merchant="Market Hall").values_list("pk", flat=True))

    result = post(client, "/api/transactions/delete/", {"ids": ids})

    assert result["changed"] == 2
    assert total(client) == ["4.75"]
    assert b"MARKET" not in b"".join(client.get("/api/transactions/export/"))
    assert undo(client, result["change"]) == 2
    assert (rows_of(alice), total(client)) == (before, ["44.75"])


def test_deleted_statement_is_nowhere_until_restored(alice: User, client_of: ClientOf) -> None:
    statement = imported(alice)
    client, before = client_of(alice), rows_of(alice)
    path = f"/api/statements/{statement.pk}/"

    result = client.delete(path).json()

    assert result["changed"] == 4
    assert client.get(path).status_code == 404
    assert client.get("/api/statements/").json()["results"] == []
    assert total(client) == []
    assert undo(client, result["change"]) == 4
    assert client.get(path).json()["rows_imported"] == 4
    assert (rows_of(alice), total(client)) == (before, ["44.75"])


def test_restored_statement_repeats_no_row_of_a_later_upload(
    alice: User, client_of: ClientOf
) -> None:
    statement = imported(alice)
    client = client_of(alice)
    change = client.delete(f"/api/statements/{statement.pk}/").json()["change"]
    imported(alice)

    assert undo(client, change) == 0

    statement.refresh_from_db()
    assert (statement.rows_imported, statement.rows_duplicate) == (0, 4)
    assert total(client) == ["44.75"]


def test_queued_import_is_cancelled_by_its_deletion(alice: User, client_of: ClientOf) -> None:
    statement = make_statement(owner=alice, content=FILE)
    client = client_of(alice)
    change = client.delete(f"/api/statements/{statement.pk}/").json()["change"]

    import_statement(statement_id=statement.pk)
    assert not Transaction.objects.exists()

    undo(client, change)
    restored = client.get(f"/api/statements/{statement.pk}/").json()
    assert (restored["status"], restored["problem"]["code"]) == ("rejected", "cancelled")


def test_undo_is_once_for_its_owner_and_for_ten_minutes(
    alice: User, bob: User, client_of: ClientOf
) -> None:
    imported(alice)
    client = client_of(alice)
    change = post(client, "/api/transactions/delete/", {"filter": {}})["change"]
    path = f"/api/changes/{change}/undo/"

    assert client_of(bob).post(path).status_code == 404
    created = TransactionChange.objects.filter(pk=change)
    created.update(created_at=timezone.now() - UNDO_PERIOD)
    assert client.post(path).json()["detail"] == "This can no longer be undone."
    created.update(created_at=timezone.now() - UNDO_PERIOD + timedelta(minutes=1))
    assert undo(client, change) == 4
    assert client.post(path).status_code == 404


def test_deleted_data_is_erased_once_it_can_no_longer_be_undone(
    alice: User, client_of: ClientOf, django_capture_on_commit_callbacks: Any
) -> None:
    kept, deleted = imported(alice), imported(alice, FILE.replace(b"2026", b"2025"))
    client = client_of(alice)
    client.delete(f"/api/statements/{deleted.pk}/")
    first = Transaction.objects.filter(statement=kept).earliest("line")
    post(client, "/api/transactions/delete/", {"ids": [first.pk]})

    erase_deleted()
    assert Transaction.objects.count() == 8

    TransactionChange.objects.update(created_at=timezone.now() - UNDO_PERIOD)
    with django_capture_on_commit_callbacks(execute=True):
        erase_deleted()
    assert Transaction.objects.count() == 3
    assert list(Statement.objects.all()) == [kept]
    assert not deleted.file.storage.exists(str(deleted.file.name))
    assert not TransactionChange.objects.exists()
