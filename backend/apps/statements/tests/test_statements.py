from pathlib import Path
from threading import Thread
from unittest.mock import patch

import pytest
from django.db import connection, transaction

from apps.accounts.models import User
from apps.statements.importing.imports import import_statement
from apps.statements.models import Statement
from apps.statements.tests.factories import HEADER, ClientOf, make_statement

ROWS = "01/18/2026,,COFFEE,,Sale,-4.75,\n31/31/2026,,COFFEE,,Sale,-4.75,\n"


@pytest.fixture
def statement(alice: User) -> Statement:
    made = make_statement(owner=alice, content=(HEADER + ROWS).encode())
    import_statement(statement_id=made.pk)
    return made


def test_list_is_newest_first(alice: User, client_of: ClientOf, statement: Statement) -> None:
    newer = make_statement(owner=alice, filename="newer.csv")

    page = client_of(alice).get("/api/statements/").json()

    assert [row["id"] for row in page["results"]] == [str(newer.pk), str(statement.pk)]
    assert page["next"] is page["previous"] is None


def test_detail_lists_rejected_rows(alice: User, client_of: ClientOf, statement: Statement) -> None:
    body = client_of(alice).get(f"/api/statements/{statement.pk}/").json()

    assert (body["status"], body["rows_imported"], body["rows_refused"]) == ("imported", 1, 1)
    assert body["errors"] == [
        {
            "line": 3,
            "code": "bad_date",
            "message": "“31/31/2026” is not a valid date.",
            "cells": ["31/31/2026", "", "COFFEE", "", "Sale", "-4.75", ""],
            "readable": {"description": "COFFEE", "amount": "4.75", "currency": "USD"},
        }
    ]


@pytest.mark.django_db(transaction=True)
def test_delete_notifies_the_owner(alice: User, client_of: ClientOf, statement: Statement) -> None:
    with patch("apps.statements.importing.progress.notify_user") as send:
        response = client_of(alice).delete(f"/api/statements/{statement.pk}/")

    assert response.status_code == 200
    event = {"type": "statement.removed", "statement": str(statement.pk)}
    send.assert_called_once_with(user_id=alice.pk, event=event)


@pytest.mark.django_db(transaction=True)
def test_file_is_deleted_with_its_owner(alice: User, statement: Statement) -> None:
    path = Path(statement.file.path)
    alice.delete()
    assert not path.exists()


@pytest.mark.django_db(transaction=True)
def test_delete_returns_409_during_import(
    alice: User, client_of: ClientOf, statement: Statement
) -> None:
    responses = []

    def delete_meanwhile() -> None:
        responses.append(client_of(alice).delete(f"/api/statements/{statement.pk}/"))
        connection.close()

    with transaction.atomic():
        Statement.objects.select_for_update().get(pk=statement.pk)
        other = Thread(target=delete_meanwhile)
        other.start()
        other.join()

    assert responses[0].status_code == 409
    assert responses[0].json()["code"] == "statement_busy"
    assert Statement.objects.filter(pk=statement.pk).exists()


@pytest.mark.parametrize("path", ["not-a-uuid", "00000000-0000-4000-8000-000000000000"])
def test_unknown_statement_returns_404(alice: User, client_of: ClientOf, path: str) -> None:
    response = client_of(alice).get(f"/api/statements/{path}/")
    assert response.status_code == 404


def test_file_requires_a_signed_link(
    alice: User, client_of: ClientOf, statement: Statement
) -> None:
    for user in (alice, None):
        assert client_of(user).get(f"/media/private/{statement.file.name}").status_code == 403


def test_statement_returns_404_to_other_users(
    bob: User, client_of: ClientOf, statement: Statement
) -> None:
    outsider = client_of(bob)
    url = f"/api/statements/{statement.pk}/"

    assert outsider.get("/api/statements/").json()["results"] == []
    assert outsider.get(url).status_code == 404
    assert outsider.delete(url).status_code == 404
    assert client_of(None).get(url).status_code == 401
    assert Statement.objects.filter(pk=statement.pk).exists()
