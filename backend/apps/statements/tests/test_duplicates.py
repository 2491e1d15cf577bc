"""Overlapping files add only new rows."""

import json
from collections import Counter
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.statements.importing.imports import import_statement
from apps.statements.models import Statement, Transaction
from apps.statements.tests.factories import HEADER, make_statement

TESTS = Path(__file__).parent
PARSING_TESTS = TESTS.parent / "parsing" / "tests"
OVERLAPS: list[dict[str, Any]] = json.loads((TESTS / "overlap" / "expected.json").read_text())


def imported(*, owner: User, content: bytes) -> Statement:
    statement = make_statement(owner=owner, content=content)
    import_statement(statement_id=statement.pk)
    statement.refresh_from_db()
    return statement


def chase(*coffees: int, day: int = 18) -> bytes:
    """Return a file with a coffee for each price."""
    rows = (f"01/{day}/2026,,COFFEE,,Sale,-{price}.00,\n" for price in coffees)
    return (HEADER + "".join(rows)).encode()


def figures(statement: Statement) -> tuple[int, int]:
    return statement.rows_imported, statement.rows_duplicate


@pytest.mark.parametrize("case", OVERLAPS, ids=lambda case: case["then"])
def test_overlapping_file_adds_new_rows(alice: User, case: dict[str, Any]) -> None:
    imported(owner=alice, content=(PARSING_TESTS / case["first"]).read_bytes())

    second = imported(owner=alice, content=(TESTS / case["then"]).read_bytes())

    assert figures(second) == (case["new"], case["already_imported"])
    assert Transaction.objects.count() == case["total_after_both"]


def test_same_file_again_adds_nothing(alice: User) -> None:
    content = (PARSING_TESTS / "samples" / "chase_credit.csv").read_bytes()
    imported(owner=alice, content=content)

    again = imported(owner=alice, content=content)

    assert (again.status, *figures(again)) == ("imported", 0, 12)
    assert again.note_messages[0]["message"] == "Nothing new: all 12 rows are duplicates."
    assert Transaction.objects.count() == 12


def test_identical_rows_in_one_file_are_kept(alice: User) -> None:
    assert figures(imported(owner=alice, content=chase(4, 4))) == (2, 0)
    assert figures(imported(owner=alice, content=chase(4, 4, 4))) == (1, 2)


def test_deleted_file_is_new_again(alice: User) -> None:
    first = imported(owner=alice, content=chase(4))
    first.delete()

    assert figures(imported(owner=alice, content=chase(4))) == (1, 0)


def test_other_users_rows_are_no_duplicates(alice: User, bob: User) -> None:
    imported(owner=alice, content=chase(4))
    assert figures(imported(owner=bob, content=chase(4))) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_concurrent_imports_of_one_file_add_it_once(alice: User) -> None:
    content = chase(*range(1, 300))
    statements = [make_statement(owner=alice, content=content) for _ in range(3)]

    def run(statement: Statement) -> None:
        import_statement(statement_id=statement.pk)
        connection.close()

    threads = [Thread(target=run, args=[statement]) for statement in statements]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Transaction.objects.count() == 299
    for statement in statements:
        statement.refresh_from_db()
    assert sorted(statement.rows_imported for statement in statements) == [0, 0, 299]


class CountingTest(TestCase):
    @given(files=st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=5), max_size=4))
    @settings(max_examples=25, deadline=None)
    def test_row_count_is_maximum_of_all_files(self, files: list[list[int]]) -> None:
        owner = make_user()
        for file in files:
            imported(owner=owner, content=chase(*file))

        most: Counter[int] = Counter()
        for file in files:
            most |= Counter(file)
        amounts = Transaction.objects.filter(owner=owner).values_list("amount", flat=True)
        assert Counter(int(amount) for amount in amounts) == most
