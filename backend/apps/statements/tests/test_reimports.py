"""Questions about a file, re-import and deletion."""

from threading import Thread
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import connection, transaction
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.statements.importing.imports import import_statement
from apps.statements.models import RememberedAnswers, Spending, Statement, Transaction
from apps.statements.tests.factories import ClientOf, make_statement

AMBIGUOUS = b"Date,Payee,Amount\n01/02/2026,COFFEE,4.75\n03/04/2026,PAYMENT THANK YOU,-20.00\n"


def imported(statement: Statement) -> Statement:
    import_statement(statement_id=statement.pk)
    statement.refresh_from_db()
    return statement


def choose(client: APIClient, statement: Statement, **answers: Any) -> Any:
    with patch("apps.statements.views.statements.import_statement.delay"):
        return client.post(f"/api/statements/{statement.pk}/choose/", answers, format="json")


def days(statement: Statement) -> list[str]:
    return [f"{day:%Y-%m-%d}" for day in statement.transactions.values_list("date", flat=True)]


def test_ambiguous_file_has_question_with_previews(alice: User, client_of: ClientOf) -> None:
    statement = imported(make_statement(owner=alice, content=AMBIGUOUS))

    body = client_of(alice).get(f"/api/statements/{statement.pk}/").json()

    assert (body["status"], body["problem"]["code"]) == ("needs_choice", "ambiguous_date")
    assert not Transaction.objects.exists()
    question = body["choices"]["questions"][0]
    assert (question["field"], question["code"]) == ("date_order", "ambiguous_date")
    previews = {option["value"]: option["preview"][0]["date"] for option in question["options"]}
    assert previews["day_first"] == "2026-02-01"
    assert previews["month_first"] == "2026-01-02"


def test_answer_is_applied_and_remembered(alice: User, bob: User, client_of: ClientOf) -> None:
    statement = imported(make_statement(owner=alice, content=AMBIGUOUS))

    response = choose(client_of(alice), statement, date_order="day_first", name="My bank")

    assert (response.status_code, response.json()["status"]) == (200, "queued")
    assert days(imported(statement)) == ["2026-02-01", "2026-04-03"]
    assert (statement.choices, statement.format_name) == (None, "My bank")
    assert set(statement.transactions.values_list("card", flat=True)) == {"My bank"}
    again = AMBIGUOUS.replace(b"COFFEE", b"TEA")
    assert imported(make_statement(owner=alice, content=again)).status == "imported"
    # Answers do not apply to other users.
    assert imported(make_statement(owner=bob, content=again)).status == "needs_choice"


def test_imported_file_can_be_imported_with_other_settings(
    alice: User, client_of: ClientOf
) -> None:
    clear = b"Date,Payee,Amount\n01/22/2026,COFFEE,4.75\n01/23/2026,PAYMENT THANK YOU,-20.00\n"
    statement = imported(make_statement(owner=alice, content=clear))
    assert statement.status == "imported"

    choose(client_of(alice), statement, currency="EUR")

    assert not Transaction.objects.exists()
    assert not Spending.objects.exists()
    imported(statement)
    assert set(statement.transactions.values_list("currency", flat=True)) == {"EUR"}


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"date_order": "backwards"}, "date_order"),
        ({"currency": "euro"}, "currency"),
        ({"date_column": 3}, "date_column"),
        ({"amount_column": -1}, "amount_column"),
        ({"format": "no_such_bank"}, "format"),
        ({}, ""),
    ],
)
def test_invalid_answer_is_rejected(
    alice: User, client_of: ClientOf, answers: dict[str, Any], field: str
) -> None:
    statement = imported(make_statement(owner=alice, content=AMBIGUOUS))

    response = choose(client_of(alice), statement, **answers)

    assert (response.status_code, response.json()["errors"][0]["field"]) == (400, field)
    statement.refresh_from_db()
    assert statement.status == "needs_choice"
    assert not RememberedAnswers.objects.exists()


def test_delete_removes_only_own_transactions(alice: User, client_of: ClientOf) -> None:
    kept = imported(make_statement(owner=alice))
    gone = imported(
        make_statement(owner=alice, content=AMBIGUOUS, answers={"date_order": "day_first"})
    )

    response = client_of(alice).delete(f"/api/statements/{gone.pk}/")

    assert response.status_code == 200
    assert set(alice.transactions.values_list("statement", flat=True)) == {kept.pk}
    assert sum(Spending.objects.filter(dimension="day").values_list("count", flat=True)) == 1


@pytest.mark.django_db(transaction=True)
def test_answers_are_rejected_during_import(alice: User, client_of: ClientOf) -> None:
    statement = make_statement(owner=alice)
    client, responses = client_of(alice), []

    def choose_again() -> None:
        responses.append(choose(client, statement, currency="EUR"))
        connection.close()

    with transaction.atomic():
        Statement.objects.select_for_update().get(pk=statement.pk)
        other = Thread(target=choose_again)
        other.start()
        other.join()

    assert (responses[0].status_code, responses[0].json()["code"]) == (409, "statement_busy")


def test_answers_return_404_to_other_users(alice: User, bob: User, client_of: ClientOf) -> None:
    statement = imported(make_statement(owner=alice, content=AMBIGUOUS))
    assert choose(client_of(bob), statement, date_order="day_first").status_code == 404
    unknown = Statement(pk=uuid4())
    assert choose(client_of(bob), unknown, date_order="day_first").status_code == 404


def test_answers_are_merged_with_earlier_ones(alice: User, client_of: ClientOf) -> None:
    first = imported(make_statement(owner=alice, content=AMBIGUOUS))
    choose(client_of(alice), first, date_order="day_first")
    imported(first)
    second = imported(make_statement(owner=alice, content=AMBIGUOUS.replace(b"COFFEE", b"TEA")))

    choose(client_of(alice), second, currency="EUR")
    imported(second)

    third = imported(make_statement(owner=alice, content=AMBIGUOUS.replace(b"COFFEE", b"MILK")))
    assert days(third) == ["2026-02-01"]  # the payment is a duplicate
    assert set(third.transactions.values_list("currency", flat=True)) == {"EUR"}
