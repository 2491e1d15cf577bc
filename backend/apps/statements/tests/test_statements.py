from collections.abc import Callable
from pathlib import Path
from threading import Thread
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.statements.imports import import_statement
from apps.statements.models import Statement, Transaction
from apps.statements.tests.factories import HEADER, make_statement

ClientOf = Callable[[User | None], APIClient]
ROWS = "01/18/2026,,COFFEE,,Sale,-4.75,\n31/31/2026,,COFFEE,,Sale,-4.75,\n"


@pytest.fixture
def statement(alice: User) -> Statement:
    made = make_statement(owner=alice, content=(HEADER + ROWS).encode())
    import_statement(statement_id=made.pk)
    return made


def test_the_list_has_the_newest_first(
    alice: User, client_of: ClientOf, statement: Statement
) -> None:
    newer = make_statement(owner=alice, filename="newer.csv")

    page = client_of(alice).get("/api/statements/").json()

    assert [row["id"] for row in page["results"]] == [str(newer.pk), str(statement.pk)]
    assert page["next"] is page["previous"] is None


def test_the_detail_names_each_refused_line(
    alice: User, client_of: ClientOf, statement: Statement
) -> None:
    body = client_of(alice).get(f"/api/statements/{statement.pk}/").json()

    assert (body["status"], body["rows_imported"], body["rows_refused"]) == ("imported", 1, 1)
    assert body["errors"] == [
        {
            "line": 3,
            "code": "bad_date",
            "message": "“31/31/2026” is not a date as the other rows have it.",
            "cells": ["31/31/2026", "", "COFFEE", "", "Sale", "-4.75", ""],
        }
    ]


@pytest.mark.django_db(transaction=True)
def test_deleting_takes_back_all_it_brought(
    alice: User, client_of: ClientOf, statement: Statement
) -> None:
    path = Path(statement.file.path)

    with patch("apps.statements.progress.send_live") as send:
        answer = client_of(alice).delete(f"/api/statements/{statement.pk}/")

    assert answer.status_code == 204
    event = {"type": "statement.removed", "statement": str(statement.pk)}
    send.assert_called_once_with(user_id=alice.pk, event=event)

    assert not Statement.objects.exists()
    assert not Transaction.objects.exists()
    assert not path.exists()


@pytest.mark.django_db(transaction=True)
def test_the_file_goes_with_the_account_that_owned_it(alice: User, statement: Statement) -> None:
    path = Path(statement.file.path)
    alice.delete()
    assert not path.exists()


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_is_being_imported_is_not_deleted(
    alice: User, client_of: ClientOf, statement: Statement
) -> None:
    answers = []

    def delete_meanwhile() -> None:
        answers.append(client_of(alice).delete(f"/api/statements/{statement.pk}/"))
        connection.close()

    with transaction.atomic():
        Statement.objects.select_for_update().get(pk=statement.pk)
        other = Thread(target=delete_meanwhile)
        other.start()
        other.join()

    assert answers[0].status_code == 409
    assert answers[0].json()["code"] == "statement_busy"
    assert Statement.objects.filter(pk=statement.pk).exists()


@pytest.mark.parametrize("path", ["not-a-uuid", "00000000-0000-4000-8000-000000000000"])
def test_what_is_not_there_is_404(alice: User, client_of: ClientOf, path: str) -> None:
    answer = client_of(alice).get(f"/api/statements/{path}/")
    assert answer.status_code == 404


def test_the_file_itself_is_served_to_nobody_without_a_link(
    alice: User, client_of: ClientOf, statement: Statement
) -> None:
    for user in (alice, None):
        assert client_of(user).get(f"/media/private/{statement.file.name}").status_code == 403


def test_an_outsider_sees_and_deletes_nothing(
    bob: User, client_of: ClientOf, statement: Statement
) -> None:
    outsider = client_of(bob)
    address = f"/api/statements/{statement.pk}/"

    assert outsider.get("/api/statements/").json()["results"] == []
    assert outsider.get(address).status_code == 404
    assert outsider.delete(address).status_code == 404
    assert client_of(None).get(address).status_code == 401
    assert Statement.objects.filter(pk=statement.pk).exists()
