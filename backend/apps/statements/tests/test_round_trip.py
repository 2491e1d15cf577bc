"""What is taken out can be put in again, and is the same."""

import pytest

from apps.accounts.models import User
from apps.statements.exports import stream_csv
from apps.statements.imports import import_statement
from apps.statements.models import Transaction
from apps.statements.tests.factories import HEADER, make_statement

FIELDS = (
    "date",
    "description",
    "merchant",
    "category",
    "kind",
    "amount",
    "currency",
    "card",
)
ROWS = (
    '01/18/2026,,"COFFEE, ""LARGE""",Food & Drink,Sale,-4.75,\n'
    "01/18/2026,,=HYPERLINK(),,Sale,-4.75,\n"
    "01/18/2026,,'QUOTED',,Sale,-4.75,\n"
    "01/19/2026,,-DASH,,Return,3.00,\n"
    "01/20/2026,,PAYMENT THANK YOU,,Payment,50.00,\n"
)


def rows_of(owner: User) -> list[tuple[object, ...]]:
    return list(Transaction.objects.filter(owner=owner).order_by("pk").values_list(*FIELDS))


@pytest.mark.django_db(transaction=True)
def test_an_export_imports_to_the_same_rows(alice: User, bob: User) -> None:
    import_statement(statement_id=make_statement(owner=alice, content=(HEADER + ROWS).encode()).pk)
    hers = Transaction.objects.filter(owner=alice)
    exported = b"".join(stream_csv(hers.order_by("pk")))

    import_statement(statement_id=make_statement(owner=bob, content=exported).pk)

    assert len(rows_of(alice)) == 5
    assert rows_of(bob) == rows_of(alice)
    again = make_statement(owner=alice, content=exported)
    import_statement(statement_id=again.pk)
    again.refresh_from_db()
    assert (again.rows_imported, again.rows_duplicate) == (0, 5)


def test_words_of_any_length_can_be_put_in(alice: User) -> None:
    long = "X" * 9_000
    header = "date,description,merchant,category,kind,amount,currency,card,statement\n"
    row = f"2026-01-18,{long},{long},{long},purchase,4.75,USD,{long},{long}\n"
    statement = make_statement(owner=alice, content=(header + row).encode())

    import_statement(statement_id=statement.pk)

    kept = statement.transactions.get()
    assert (kept.description, len(kept.merchant), len(kept.category)) == (long, 100, 50)
    assert alice.spending.count() == 4
