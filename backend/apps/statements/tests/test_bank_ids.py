"""OFX files have the bank's ids, which decide what is a duplicate."""

import pytest

from apps.accounts.models import User
from apps.statements.importing.imports import import_statement
from apps.statements.importing.reimports import reimport_statement
from apps.statements.models import Statement, Transaction
from apps.statements.parsing.tests.ofx_fixtures import Elements, bank, card, coffee, make_ofx
from apps.statements.parsing.user_answers import Answers
from apps.statements.tests.factories import HEADER, make_statement
from apps.statements.undo import delete_statement

pytestmark = pytest.mark.django_db


def imported(owner: User, content: str, *, filename: str = "january.ofx") -> Statement:
    statement = make_statement(owner=owner, content=content.encode(), filename=filename)
    import_statement(statement_id=statement.pk)
    statement.refresh_from_db()
    assert statement.status in {"imported", "needs_choice"}, statement.problem
    return statement


def import_card(owner: User, *transactions: Elements) -> tuple[int, int]:
    """Import a file of the card; return the number of new rows and of duplicates."""
    statement = imported(owner, make_ofx(card(*transactions)))
    assert statement.status == "imported"
    return statement.rows_imported, statement.rows_duplicate


def test_ofx_is_imported(alice: User) -> None:
    statement = imported(alice, make_ofx(card(coffee()), bank(coffee(TRNAMT="x"))))
    assert (statement.rows_imported, statement.rows_refused, statement.format) == (1, 1, "ofx")
    row = statement.transactions.get()
    assert (str(row), row.card, row.merchant) == (
        "2026-01-18 COFFEE 4.75 USD",
        "••1234",
        "Coffee",
    )


def test_known_id_is_a_duplicate_in_other_words_and_later(alice: User) -> None:
    assert import_card(alice, coffee(), coffee(FITID="2")) == (2, 0)
    changed = coffee(NAME="Coffee House Vienna", DTPOSTED="20260122")
    assert import_card(alice, changed, coffee(FITID="2"), coffee(FITID="3")) == (1, 2)
    assert import_card(alice, changed, coffee(FITID="2"), coffee(FITID="3")) == (0, 3)


def test_equal_rows_with_other_ids_are_new(alice: User) -> None:
    assert import_card(alice, coffee(FITID="1"), coffee(FITID="2")) == (2, 0)
    assert import_card(alice, coffee(FITID="3")) == (1, 0)


def test_id_is_one_of_its_account_and_owner(alice: User, bob: User) -> None:
    import_card(alice, coffee())
    other = imported(alice, make_ofx(card(coffee(NAME="TEA"), account="4111000000005678")))
    assert (other.rows_imported, other.rows_duplicate) == (1, 0)
    assert import_card(bob, coffee()) == (1, 0)


def test_known_id_with_another_amount_is_new(alice: User) -> None:
    import_card(alice, coffee())
    assert import_card(alice, coffee(TRNAMT="-5.75", NAME="TEA")) == (1, 0)


def test_repeated_transaction_of_one_file_is_a_duplicate(alice: User) -> None:
    content = make_ofx(card(coffee(), coffee(FITID="2")), card(coffee(), coffee(FITID="3")))
    statement = imported(alice, content)
    assert (statement.rows_imported, statement.rows_duplicate) == (3, 1)


def test_id_of_different_rows_is_none(alice: User) -> None:
    """Some banks give each transaction the id 0."""
    rows = (coffee(FITID="0"), coffee(FITID="0"), coffee(FITID="0", TRNAMT="-1.00"))
    assert import_card(alice, *rows) == (3, 0)
    assert import_card(alice, *rows, coffee(FITID="0", TRNAMT="-2.00")) == (1, 3)
    assert not Transaction.objects.exclude(bank_id="").exists()


def test_rows_without_id_are_counted(alice: User) -> None:
    missing = coffee(FITID=None)
    assert import_card(alice, missing, missing) == (2, 0)
    assert import_card(alice, missing, missing, missing, coffee()) == (2, 2)


def test_ids_beside_rows_of_a_csv(alice: User) -> None:
    """The CSV has one of the two coffees, on the same card."""
    header = "Date,Description,Amount,Card Number\n"
    rows = "2026-01-18,COFFEE,-4.75,1234\n2026-01-19,REFUND OF SHOES,20.00,1234\n"
    statement = make_statement(
        owner=alice,
        content=(header + rows).encode(),
        answers=Answers(currency="USD", charge_sign="negative").to_data(),
    )
    import_statement(statement_id=statement.pk)
    assert set(Transaction.objects.values_list("card", flat=True)) == {"••1234"}

    both = (coffee(FITID="1"), coffee(FITID="2"))
    assert import_card(alice, *both) == (1, 1)
    assert import_card(alice, *both) == (0, 2)


def test_deleted_file_is_new_again(alice: User) -> None:
    statement = imported(alice, make_ofx(card(coffee())))
    delete_statement(statement_id=statement.pk)
    assert import_card(alice, coffee()) == (1, 0)


def csv_of(*names: str) -> str:
    days = ((18 + number, name) for number, name in enumerate(names))
    return HEADER + "".join(f"01/{day}/2026,,{name},,Sale,-4.75,\n" for day, name in days)


def test_overlap_with_csv_is_asked(alice: User) -> None:
    names = ("COFFEE HOUSE VIENNA", "BAKERY AT THE CORNER", "TEA ROOM")
    first = imported(alice, csv_of(*names), filename="january.csv")
    assert first.status == "imported"
    rows = [
        coffee(NAME=f"{name[:12]} 0042", DTPOSTED=f"202601{18 + number}", FITID=str(number))
        for number, name in enumerate(names[:2])
    ]
    content = make_ofx(card(*rows, coffee(NAME="BOOKS", FITID="9")))

    second = imported(alice, content)

    assert second.choices is not None
    assert [each["code"] for each in second.choices["questions"]] == ["similar_rows"]
    reimport_statement(statement_id=second.pk, answers=Answers(similar_rows="leave_out"))
    import_statement(statement_id=second.pk)
    second.refresh_from_db()
    assert (second.rows_imported, second.rows_duplicate) == (1, 2)


def test_next_export_of_the_account_is_not_asked(alice: User) -> None:
    """Days later the same coffees were bought again."""
    import_card(alice, coffee(FITID="1"), coffee(FITID="2"))
    again = (coffee(FITID="3", DTPOSTED="20260120"), coffee(FITID="4", DTPOSTED="20260120"))
    assert import_card(alice, coffee(FITID="2"), *again) == (2, 1)
