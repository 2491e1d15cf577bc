"""Cancellation of imports."""

import pytest

from apps.accounts.models import User
from apps.core.jobs import request_cancellation
from apps.statements.importing.imports import import_statement
from apps.statements.models import Statement
from apps.statements.tests.factories import ClientOf, make_statement

pytestmark = pytest.mark.django_db


def path(statement: Statement, verb: str = "cancel") -> str:
    return f"/api/statements/{statement.pk}/{verb}/"


def test_cancel_queued_import(alice: User, client_of: ClientOf) -> None:
    statement = make_statement(owner=alice)
    response = client_of(alice).post(path(statement))

    assert response.status_code == 200
    assert (response.json()["status"], response.json()["problem"]["code"]) == (
        "rejected",
        "cancelled",
    )
    assert response.json()["finished_at"]
    # The task message is still delivered.
    import_statement(statement_id=statement.pk)
    statement.refresh_from_db()
    assert statement.status == "rejected"


def test_cancel_running_import_imports_nothing(alice: User) -> None:
    statement = make_statement(owner=alice)
    request_cancellation(statement.pk)
    import_statement(statement_id=statement.pk)

    statement.refresh_from_db()
    assert (statement.status, statement.problem_code) == ("rejected", "cancelled")
    assert not statement.transactions.exists()


def test_cancelled_file_can_be_imported_again(alice: User, client_of: ClientOf) -> None:
    statement = make_statement(owner=alice)
    request_cancellation(statement.pk)
    client = client_of(alice)
    client.post(path(statement))
    again = client.post(path(statement, "choose"), {"currency": "EUR"}, format="json")

    assert again.json()["status"] == "queued"
    import_statement(statement_id=statement.pk)
    statement.refresh_from_db()
    assert (statement.status, statement.attempts) == ("imported", 1)


def test_cancel_does_not_change_ended_import(alice: User, client_of: ClientOf) -> None:
    statement = make_statement(owner=alice, status=Statement.Status.IMPORTED)
    response = client_of(alice).post(path(statement))
    assert (response.status_code, response.json()["status"]) == (200, "imported")


def test_cancel_returns_404_to_other_users(alice: User, bob: User, client_of: ClientOf) -> None:
    statement = make_statement(owner=alice)
    assert client_of(bob).post(path(statement)).status_code == 404
    statement.refresh_from_db()
    assert statement.status == "queued"
