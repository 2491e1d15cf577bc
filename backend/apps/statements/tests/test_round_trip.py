"""Exported transactions can be imported again unchanged."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.statements.categorization.merchants import normalize_merchant
from apps.statements.exports import stream_csv
from apps.statements.importing.imports import import_statement
from apps.statements.models import Transaction
from apps.statements.tests.factories import HEADER, make_statement, make_transaction

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
def test_exported_rows_are_imported_unchanged(alice: User, bob: User) -> None:
    import_statement(statement_id=make_statement(owner=alice, content=(HEADER + ROWS).encode()).pk)
    hers = Transaction.objects.filter(owner=alice)
    exported = b"".join(stream_csv(hers.order_by("pk"), owner_id=alice.pk))

    import_statement(statement_id=make_statement(owner=bob, content=exported).pk)

    assert len(rows_of(alice)) == 5
    assert rows_of(bob) == rows_of(alice)
    again = make_statement(owner=alice, content=exported)
    import_statement(statement_id=again.pk)
    again.refresh_from_db()
    assert (again.rows_imported, again.rows_duplicate) == (0, 5)


words = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20
) | st.text(st.sampled_from("'=+-@\x01\x1fA"), min_size=1, max_size=5)
one_line = words.map(lambda text: " ".join(text.split())).filter(bool)


class AnyRowsTest(TestCase):
    @given(
        rows=st.lists(
            st.fixed_dictionaries(
                {
                    "date": st.dates(date(2000, 1, 1), date(2026, 10, 31)),
                    "description": one_line,
                    "category": one_line | st.just(""),
                    "kind": st.sampled_from(Transaction.Kind.values),
                    "amount": st.integers(-(10**9), 10**9).map(lambda n: Decimal(n).scaleb(-2)),
                    "currency": st.sampled_from(["USD", "EUR", "JPY"]),
                    "card": one_line | st.just(""),
                }
            ),
            min_size=1,
            max_size=5,
        )
    )
    @settings(max_examples=40, deadline=None)
    def test_exported_random_rows_are_imported_unchanged(self, rows: list[dict[str, Any]]) -> None:
        alice, bob = make_user(), make_user()
        for row in rows:
            make_transaction(
                owner=alice, merchant=normalize_merchant(str(row["description"])), **row
            )
        hers = Transaction.objects.filter(owner=alice).order_by("pk")
        exported = b"".join(stream_csv(hers, owner_id=alice.pk))

        import_statement(statement_id=make_statement(owner=bob, content=exported).pk)

        assert rows_of(bob) == rows_of(alice)


def test_long_labels_are_truncated(alice: User) -> None:
    long = "X" * 9_000
    header = "date,description,merchant,category,kind,amount,currency,card,statement\n"
    row = f"2026-01-18,{long},{long},{long},purchase,4.75,USD,{long},{long}\n"
    statement = make_statement(owner=alice, content=(header + row).encode())

    import_statement(statement_id=statement.pk)

    kept = statement.transactions.get()
    assert (kept.description, len(kept.merchant), len(kept.category)) == (f"{'X' * 499}…", 100, 50)
    assert alice.spending.count() == 5
