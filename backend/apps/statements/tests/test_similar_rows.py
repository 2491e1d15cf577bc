"""A second export of the same purchases, in other words or with other dates, is asked about."""

from pathlib import Path
from typing import Any

import pytest

from apps.accounts.models import User
from apps.statements.importing.imports import import_statement
from apps.statements.importing.reimports import reimport_statement
from apps.statements.models import RememberedAnswers, Statement, Transaction
from apps.statements.parsing.user_answers import Answers
from apps.statements.tests.factories import make_statement

EXPORTS = Path(__file__).parent / "second_exports"
VARIANTS = ["card-column", "case", "longer-text", "other-date"]
HEADER = "Date,Description,Amount,Currency\n"


def imported(owner: User, content: bytes | str) -> Statement:
    data = content.encode() if isinstance(content, str) else content
    return run(make_statement(owner=owner, content=data))


def run(statement: Statement) -> Statement:
    import_statement(statement_id=statement.pk)
    statement.refresh_from_db()
    return statement


def answered(statement: Statement, answer: str) -> Statement:
    return run(reimport_statement(statement_id=statement.pk, answers=Answers(similar_rows=answer)))


def export(name: str) -> bytes:
    return (EXPORTS / f"{name}.csv").read_bytes()


def question(statement: Statement) -> Any:
    assert statement.status == Statement.Status.NEEDS_CHOICE
    (asked,) = statement.choices["questions"]  # type: ignore[index] # not None
    return asked


@pytest.mark.parametrize("variant", VARIANTS)
def test_second_export_is_asked_about_and_left_out(alice: User, variant: str) -> None:
    imported(alice, export("first"))

    second = imported(alice, export(variant))

    asked = question(second)
    assert (asked["field"], asked["details"]) == ("similar_rows", {"rows": 14})
    leave_out, keep = asked["options"]
    assert leave_out["preview"][0]["description"] == "SHOP BAKER UTRECHT"
    assert leave_out["preview"][0]["date"] == "2026-01-02"
    assert keep["preview"][0]["amount"] == leave_out["preview"][0]["amount"]
    assert Transaction.objects.count() == 14

    second = answered(second, "leave_out")

    assert (second.rows_imported, second.rows_duplicate) == (0, 14)
    assert Transaction.objects.count() == 14


def test_similar_rows_are_imported_on_request(alice: User) -> None:
    imported(alice, export("first"))

    second = answered(imported(alice, export("case")), "import")

    assert (second.rows_imported, second.rows_duplicate) == (14, 0)


def test_answer_is_not_remembered_for_other_files(alice: User) -> None:
    imported(alice, export("first"))
    answered(imported(alice, export("case")), "import")

    assert "similar_rows" not in RememberedAnswers.objects.get(owner=alice).answers


def test_same_export_has_exact_duplicates_only(alice: User) -> None:
    imported(alice, export("first"))

    second = imported(alice, export("same"))

    assert (second.status, second.rows_duplicate) == ("imported", 14)


def test_new_rows_of_an_overlapping_export_are_not_asked_about(alice: User) -> None:
    rows = [f"2026-01-{day:02},COFFEE {day % 3},-4.75,EUR\n" for day in range(2, 29)]
    refund = "2026-01-10,BOOKS REFUND,20.00,EUR\n"
    imported(alice, HEADER + refund + "".join(rows[:20]))

    # Another coffee on the 20th, as on the days before, and the week after.
    second = imported(alice, HEADER + refund + "".join([*rows[10:], rows[18]]))

    assert (second.status, second.rows_imported, second.rows_duplicate) == ("imported", 8, 11)


def test_adjacent_months_are_not_compared(alice: User) -> None:
    rows = ["-4.75,EUR\n", "-4.75,EUR\n", "9.50,EUR\n"]
    texts = ["COFFEE", "COFFEE", "COFFEE REFUND"]
    for month in (1, 2):
        day = 29 if month == 1 else 1
        lines = [
            f"2026-{month:02}-{day + at:02},{text},{row}"
            for at, (text, row) in enumerate(zip(texts, rows, strict=True))
        ]
        assert imported(alice, HEADER + "".join(lines)).status == "imported"


def test_overlap_without_any_similar_row_is_noted(alice: User) -> None:
    def month(shop: str) -> str:
        lines = [f"2026-01-{day:02},{shop} {day},-{day}.25,EUR\n" for day in range(2, 12)]
        return HEADER + "".join(lines) + f"2026-01-12,{shop} REFUND,{len(shop)}.10,EUR\n"

    imported(alice, month("BAKER"))

    second = imported(alice, month("GARAGE").replace(".25", ".75"))

    (note,) = [note for note in second.notes if note["code"] == "overlap"]
    assert note["details"] == {"first": "2026-01-02", "last": "2026-01-12"}


def test_rows_of_other_cards_and_users_are_not_similar(alice: User, bob: User) -> None:
    content = export("card-column").decode()
    imported(bob, content.replace("SHOP", "Shop"))
    imported(alice, content)

    other = imported(alice, content.replace("SHOP", "Shop").replace("4321", "9876"))

    assert (other.status, other.rows_imported) == ("imported", 14)
