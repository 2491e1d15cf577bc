from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.statements import stored_texts, text_search
from apps.statements.changes import UNDO_PERIOD
from apps.statements.editing import edit_transaction
from apps.statements.filters import TransactionFilter
from apps.statements.models import Transaction, TransactionChange, TransactionText
from apps.statements.stored_totals import refresh_spending
from apps.statements.tests.factories import (
    ClientOf,
    make_statement,
    make_transaction,
    make_transactions,
)
from apps.statements.undo import delete_transactions, erase_deleted


def find(owner: User, text: str) -> set[int]:
    return set(
        TransactionFilter(text=text).queryset(owner_id=owner.pk).values_list("pk", flat=True)
    )


def texts_of(owner: User) -> set[tuple[str, str, bool]]:
    return set(
        TransactionText.objects.filter(owner=owner).values_list(
            "merchant", "description", "too_many"
        )
    )


def test_merchant_and_description_of_different_rows_do_not_match_together(alice: User) -> None:
    statement = make_statement(owner=alice)
    both = make_transaction(statement=statement, merchant="Lantern", description="CARD 0042")
    make_transaction(statement=statement, merchant="Lantern", description="CARD 0043")
    other = make_transaction(statement=statement, merchant="Summit", description="LANTERN 0042")
    assert find(alice, "lantern 0042") == {both.pk, other.pk}


def test_edited_merchant_is_found_at_once(alice: User) -> None:
    row = make_transaction(owner=alice, merchant="Lantern", description="CARD 0042")
    assert find(alice, "lantern") == {row.pk}
    edit_transaction(row, owner_id=alice.pk, values={"merchant": "Tomorrow Books"})
    assert find(alice, "tomorrow") == {row.pk}
    assert find(alice, "lantern") == set()


def test_texts_of_other_owners_are_not_found(alice: User, bob: User) -> None:
    make_transaction(owner=bob, description="HARBOR")
    own = make_transaction(owner=alice, description="HARBOUR")
    assert find(alice, "harb") == {own.pk}
    assert text_search.correct_spelling(owner_id=alice.pk, text="harbor") == "harbour"


@pytest.mark.parametrize("limit", [(stored_texts, "MAX_TEXTS"), (text_search, "MAX_MATCHES")])
def test_search_without_texts_finds_the_same(
    alice: User, monkeypatch: pytest.MonkeyPatch, limit: tuple[object, str]
) -> None:
    monkeypatch.setattr(*limit, 3)
    make_transactions(statement=make_statement(owner=alice), count=15)
    assert len(find(alice, "coffee")) == 15
    assert len(find(alice, "coffee 1")) == 7


def test_too_many_texts_are_not_stored(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_texts, "MAX_TEXTS", 3)
    statement = make_statement(owner=alice)
    make_transactions(statement=statement, count=3)
    refresh_spending(owner_id=alice.pk)
    assert len(texts_of(alice)) == 3
    make_transaction(statement=statement, description="ONE MORE")
    refresh_spending(owner_id=alice.pk)
    assert texts_of(alice) == {("", "", True)}
    make_transaction(statement=statement, description="ANOTHER")
    assert len(find(alice, "another")) == 1
    assert texts_of(alice) == {("", "", True)}


def test_texts_of_erased_transactions_are_erased(alice: User) -> None:
    statement = make_statement(owner=alice)
    make_transaction(statement=statement, description="KEPT")
    secret = make_transaction(statement=statement, description="SECRET")
    refresh_spending(owner_id=alice.pk)
    chosen = Transaction.objects.filter(pk=secret.pk)
    delete_transactions(chosen=chosen, owner_id=alice.pk)
    assert texts_of(alice) == {("", "KEPT", False), ("", "SECRET", False)}
    TransactionChange.objects.update(created_at=timezone.now() - UNDO_PERIOD - timedelta(1))
    erase_deleted()
    assert texts_of(alice) == {("", "KEPT", False)}


def test_rare_word_is_found_by_the_index_of_merchants(alice: User) -> None:
    make_transactions(statement=make_statement(owner=alice), count=20_000)
    rare = make_transaction(owner=alice, merchant="Lantern", description="LANTERN 7")
    refresh_spending(owner_id=alice.pk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE statements_transaction, statements_transactiontext")
    with CaptureQueriesContext(connection) as captured:
        assert find(alice, "lantern") == {rare.pk}
    plan = TransactionFilter(text="lantern").queryset(owner_id=alice.pk).explain()
    assert "transaction_merchant" in plan
    assert len(captured) == 4


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("starbuks", "starbucks"),
        ("netlfix", "netflix"),
        ("AMAZN", "amazon"),
        ("amazon starbuks", "amazon starbucks"),
        ("zebra", "zebra"),
        ("50%_", "50%_"),
    ],
)
def test_misspelled_word_is_corrected(
    alice: User, client_of: ClientOf, typed: str, meant: str
) -> None:
    statement = make_statement(owner=alice)
    for merchant in ("Starbucks", "Netflix", "Amazon"):
        make_transaction(
            statement=statement, merchant=merchant, description=f"{merchant.upper()}.COM 0042"
        )
    response = client_of(alice).get(f"/api/transactions/spelling/?text={quote(typed)}")
    assert response.json() == {"text": meant}
