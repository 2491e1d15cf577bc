"""Correction of rejected rows."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.statements.importing.imports import import_statement
from apps.statements.models import Statement
from apps.statements.tests.factories import HEADER, ClientOf, make_statement

ONE_BAD = f"{HEADER}01/18/2026,,COFFEE,,Sale,-4.75,\n01/99/2026,,TEA,,Sale,-3.00,\n".encode()
TEA = {"date": "2026-01-19", "description": "TEA", "amount": "3.00"}


@pytest.fixture
def statement(alice: User) -> Statement:
    return imported(alice)


def imported(owner: User, content: bytes = ONE_BAD) -> Statement:
    statement = make_statement(owner=owner, content=content)
    import_statement(statement_id=statement.pk)
    statement.refresh_from_db()
    return statement


def correct(client: APIClient, statement: Statement, line: int = 3, /, **data: str) -> Any:
    return client.post(
        f"/api/statements/{statement.pk}/refused/{line}/correct/", TEA | data, format="json"
    )


def test_rejected_row_has_error_and_cells(
    alice: User, client_of: ClientOf, statement: Statement
) -> None:
    rows = client_of(alice).get(f"/api/statements/{statement.pk}/refused/").json()["results"]

    assert [(row["line"], row["code"]) for row in rows] == [(3, "bad_date")]
    assert rows[0]["cells"] == ["01/99/2026", "", "TEA", "", "Sale", "-3.00", ""]


def test_corrected_row_is_imported(alice: User, client_of: ClientOf, statement: Statement) -> None:
    body = correct(client_of(alice), statement).json()

    assert (body["rows_imported"], body["rows_refused"], body["errors"]) == (2, 0, [])
    tea = statement.transactions.get(line=3)
    assert (tea.date, tea.description, tea.amount) == (date(2026, 1, 19), "TEA", Decimal("3.00"))
    # As in the other rows.
    assert (tea.currency, tea.card) == ("USD", statement.transactions.get(line=2).card)


def test_corrected_row_can_be_a_duplicate(
    alice: User, client_of: ClientOf, statement: Statement
) -> None:
    imported(alice, f"{HEADER}01/19/2026,,TEA,,Sale,-3.00,\n".encode())

    body = correct(client_of(alice), statement).json()

    assert (body["rows_imported"], body["rows_refused"], body["rows_duplicate"]) == (1, 0, 1)


def test_row_is_corrected_once(alice: User, client_of: ClientOf, statement: Statement) -> None:
    assert correct(client_of(alice), statement).status_code == 200
    assert correct(client_of(alice), statement).status_code == 404
    assert statement.transactions.count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", "19.01.2026"),
        ("date", "1899-01-01"),
        ("date", "2999-01-01"),
        ("amount", "three"),
        ("amount", "3.0005"),
        ("description", ""),
        ("currency", "dollars"),
    ],
)
def test_invalid_correction_is_rejected(
    alice: User, client_of: ClientOf, statement: Statement, field: str, value: str
) -> None:
    response = correct(client_of(alice), statement, 3, **{field: value})

    assert (response.status_code, response.json()["errors"][0]["field"]) == (400, field)
    assert statement.refused_rows.count() == 1


def test_correction_returns_404_to_other_users(
    bob: User, client_of: ClientOf, statement: Statement
) -> None:
    his = client_of(bob)
    assert his.get(f"/api/statements/{statement.pk}/refused/").status_code == 404
    assert correct(his, statement).status_code == 404
    assert statement.refused_rows.count() == 1
