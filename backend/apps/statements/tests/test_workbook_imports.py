"""Excel files have the duplicates, errors and undo of a CSV."""

from datetime import date
from pathlib import Path

import pytest

from apps.accounts.models import User
from apps.statements.importing.imports import import_statement
from apps.statements.models import Statement
from apps.statements.parsing.tests.workbook_fixtures import Cell, make_workbook
from apps.statements.tests.factories import HEADER, make_statement
from apps.statements.undo import delete_statement

WORKBOOKS = Path(__file__).parents[1] / "parsing" / "tests" / "workbooks"
DAY = date(2026, 1, 18)
COFFEE: tuple[Cell, ...] = (DAY, DAY, "COFFEE", "Food & Drink", "Sale", -4.75, "")
NONSENSE: tuple[Cell, ...] = ("nonsense", DAY, "TEA", "", "Sale", -3, "")

pytestmark = pytest.mark.django_db


def imported(owner: User, content: bytes, filename: str) -> Statement:
    statement = make_statement(owner=owner, content=content, filename=filename)
    import_statement(statement_id=statement.pk)
    statement.refresh_from_db()
    return statement


def test_workbook_and_csv_of_the_same_rows(alice: User) -> None:
    header = tuple(HEADER.strip().split(","))
    content = make_workbook({"Activity": [header, COFFEE, COFFEE, NONSENSE]})

    first = imported(alice, content, "january.xlsx")

    assert (first.status, first.format) == ("imported", "chase_credit")
    assert (first.rows_imported, first.rows_refused) == (2, 1)
    assert [(row.line, row.code) for row in first.refused_rows.all()] == [(4, "bad_date")]
    row = "01/18/2026,01/18/2026,COFFEE,Food & Drink,Sale,-4.75,\n"
    second = imported(alice, (HEADER + row * 3).encode(), "january.csv")
    assert (second.rows_imported, second.rows_duplicate) == (1, 2)
    again = imported(alice, content, "january.xlsx")
    assert (again.rows_imported, again.rows_duplicate) == (0, 2)


def test_import_of_xls_can_be_undone(alice: User) -> None:
    statement = imported(alice, (WORKBOOKS / "movements.xls").read_bytes(), "movements.xls")
    assert [row.description for row in statement.transactions.order_by("line")] == [
        "CAFÉ ÉTOILE",
        "MÜLLER",
        "REFUND",
    ]
    delete_statement(statement_id=statement.pk)
    assert not alice.transactions.exists()


def test_protected_workbook_is_rejected_with_message(alice: User) -> None:
    statement = imported(alice, (WORKBOOKS / "protected.xlsx").read_bytes(), "january.xlsx")
    assert statement.problem is not None
    assert "password" in statement.problem["message"]
