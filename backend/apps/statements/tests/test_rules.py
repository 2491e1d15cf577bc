"""Rules: order of precedence, kinds of matching, amounts, previews."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.statements.categorization.matching import Conditions, fold_case
from apps.statements.categorization.rules import RuleSet
from apps.statements.importing.imports import import_statement
from apps.statements.models import Category, CategoryRule, Transaction
from apps.statements.tests.factories import (
    HEADER,
    ClientOf,
    make_statement,
    make_transaction,
)

RULES = "/api/category-rules/"
PREVIEW = "/api/category-rules/preview/"


def bottle(owner: User, **fields: Any) -> Transaction:
    return make_transaction(owner=owner, **({"merchant": "Blue Bottle", "category": ""} | fields))


def make_rule(owner: User, text: str, category: str = "gifts", **fields: Any) -> CategoryRule:
    return CategoryRule.objects.create(owner=owner, text=text, category=category, **fields)


def order_of(client: Any) -> list[str]:
    return [rule["text"] for rule in client.get(RULES).json()["results"]]


def test_new_rule_comes_first_or_where_it_is_placed(alice: User, client_of: ClientOf) -> None:
    client = client_of(alice)

    def add(text: str, **place: int | None) -> int:
        rule = {"text": text, "category": "gifts"} | place
        return int(client.post(RULES, rule, format="json").json()["id"])

    one = add("one")
    two = add("two")
    add("three", before=one)
    add("four", before=None)

    assert order_of(client) == ["two", "three", "one", "four"]
    client.patch(f"{RULES}{one}/", {"before": two}, format="json")
    assert order_of(client) == ["one", "two", "three", "four"]
    client.patch(f"{RULES}{one}/", {"before": None}, format="json")
    assert order_of(client) == ["two", "three", "four", "one"]
    client.patch(f"{RULES}{one}/", {"before": one}, format="json")
    assert order_of(client) == ["two", "three", "four", "one"]


def test_rule_is_placed_among_rules_at_one_position(alice: User, client_of: ClientOf) -> None:
    # As the previous release creates them.
    first, second, third = [make_rule(alice, text) for text in ("11", "22", "33")]
    client = client_of(alice)
    assert order_of(client) == ["33", "22", "11"]
    client.patch(f"{RULES}{third.pk}/", {"before": first.pk}, format="json")
    assert order_of(client) == ["22", "33", "11"]
    client.patch(f"{RULES}{first.pk}/", {"before": second.pk}, format="json")
    assert order_of(client) == ["11", "22", "33"]


def test_first_matching_rule_applies_to_new_and_existing_rows(
    alice: User, client_of: ClientOf
) -> None:
    narrow = make_rule(alice, "coffee", "fuel", match="is", position=1)
    make_rule(alice, "COFF", "gifts", match="starts_with", position=2)
    wide = make_rule(alice, "e", "travel", position=3)
    texts = ("COFFEE", "COFFEE TO GO", "TEA", "BUS")
    rows = "".join(f"01/18/2026,,{text},,Sale,-4.75,\n" for text in texts)
    statement = make_statement(owner=alice, content=(HEADER + rows).encode())

    import_statement(statement_id=statement.pk)

    imported = statement.transactions.order_by("pk")
    assert [row.category for row in imported] == ["fuel", "gifts", "travel", ""]
    imported.update(category="")
    for rule in (wide, narrow):
        client_of(alice).post(f"{RULES}{rule.pk}/apply/")
    assert [row.category for row in imported.all()] == ["fuel", "", "travel", ""]


def test_amounts_are_part_of_the_conditions_of_imported_rows(alice: User) -> None:
    make_rule(alice, "coffee", "gifts", amount_min=Decimal(5), amount_max=Decimal(10))
    amounts = ("-4.99", "-5.00", "-10.00", "-10.01", "5.00")
    rows = "".join(f"01/18/2026,,COFFEE,,Sale,{amount},\n" for amount in amounts)
    statement = make_statement(owner=alice, content=(HEADER + rows).encode())

    import_statement(statement_id=statement.pk)

    found = [row.category for row in statement.transactions.order_by("pk")]
    assert found == ["eating_out", "gifts", "gifts", "eating_out", "eating_out"]


def test_preview_counts_what_matches_and_changes(
    alice: User, bob: User, client_of: ClientOf
) -> None:
    rows = [bottle(alice), bottle(alice, category="gifts"), bottle(alice, amount=Decimal(50))]
    bottle(bob)
    client = client_of(alice)

    def preview(**fields: Any) -> tuple[int, int | None, list[int]]:
        body = client.post(PREVIEW, {"text": "blue"} | fields, format="json").json()
        return body["matching"], body["changing"], [row["id"] for row in body["examples"]]

    ids = [row.pk for row in reversed(rows)]
    assert preview() == (3, None, ids)
    assert preview(category="gifts") == (3, 2, [rows[2].pk, rows[0].pk])
    assert preview(category="gifts", amount_max="10") == (2, 1, [rows[0].pk])
    assert preview(category="gifts", match="is") == (0, 0, [])
    assert preview(category="a new one", text="blue bottle", match="is") == (3, 3, ids)
    # A rule that is stored comes after those before it.
    make_rule(alice, "bottle", "fuel", position=1, amount_min=Decimal(20))
    stored = make_rule(alice, "blue", "gifts", position=2)
    assert preview(category="gifts", rule=stored.pk) == (3, 1, [rows[0].pk])
    # So does one that is paused, as its category is archived.
    Category.objects.create(owner=alice, key="gifts", archived=True)
    make_rule(alice, "blue bottle", "fuel", position=3)
    assert preview(category="travel", rule=stored.pk) == (3, 2, [rows[1].pk, rows[0].pk])
    assert client.get(RULES).json()["results"][1]["text"] == "blue"
    assert not Category.objects.filter(key="a new one").exists()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"text": "x"}, "text"),
        ({"text": "x" * 201}, "text"),
        ({"match": "ends_with"}, "match"),
        ({"amount_min": "5", "amount_max": "4.99"}, "amount_max"),
        ({"amount_min": "1e99"}, "amount_min"),
        ({"category": ""}, "category"),
        ({"before": 0}, "before"),
        ({"before": 2**62}, "before"),
    ],
)
def test_invalid_rule_is_rejected(
    alice: User, client_of: ClientOf, data: dict[str, Any], field: str
) -> None:
    rule = {"text": "blue", "category": "gifts"} | data
    response = client_of(alice).post(RULES, rule, format="json")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]
    assert not CategoryRule.objects.exists()


def test_edit_is_rejected_if_another_rule_has_its_conditions(
    alice: User, client_of: ClientOf
) -> None:
    make_rule(alice, "blue", amount_min=Decimal(5))
    rule = make_rule(alice, "BLUE")
    client = client_of(alice)

    def patch(**fields: Any) -> Any:
        return client.patch(f"{RULES}{rule.pk}/", fields, format="json")

    assert patch(amount_min="5.00").json()["errors"][0]["field"] == "text"
    assert patch(amount_min="6", amount_max="5").json()["errors"][0]["field"] == "amount_max"
    assert patch(amount_min="6.00", match="is").json()["amount_min"] == "6.00"
    assert patch(amount_max="5").json()["errors"][0]["field"] == "amount_max"


def test_earlier_rules_are_ordered_by_the_length_of_their_text(alice: User) -> None:
    texts = ("short", "a longer text", "LONG", "text")
    for text in texts:
        make_rule(alice, text)
    from importlib import import_module

    migration = import_module("apps.statements.migrations.0014_categories_and_rules")
    with connection.cursor() as cursor:
        cursor.execute(migration.ORDER_RULES)
    ordered = CategoryRule.objects.filter(owner=alice).values_list("text", flat=True)
    assert list(ordered) == ["a longer text", "short", "LONG", "text"]


# Dotted and dotless I, sharp S, and sigma within and at the end of a word.
SPECIAL = "\u0130\u0131\u00df\u1e9e\u03a3\u03c3\u03c2"
letters = st.text(st.sampled_from(f"aAbBiIéÉ %_\\'{SPECIAL}"), max_size=5) | st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], max_codepoint=0x24FF),
    max_size=4,
)


class MatchingTest(TestCase):
    @given(
        rules=st.lists(
            st.builds(
                Conditions,
                text=letters.filter(bool).map(fold_case),
                match=st.sampled_from(CategoryRule.Match.values),
                amount_min=st.none() | st.integers(-3, 3).map(Decimal),
                amount_max=st.none() | st.integers(-3, 3).map(Decimal),
            ),
            min_size=1,
            max_size=4,
        ),
        rows=st.lists(
            st.tuples(letters, letters, st.integers(-3, 3).map(Decimal)), min_size=1, max_size=4
        ),
    )
    @settings(max_examples=25, deadline=None)
    def test_python_and_sql_match_the_same_rows(
        self, rules: list[Conditions], rows: list[tuple[str, str, Decimal]]
    ) -> None:
        owner = make_user()
        statement = make_statement(owner=owner)
        for merchant, description, amount in rows:
            make_transaction(
                statement=statement, merchant=merchant, description=description, amount=amount
            )
        for conditions in rules:
            in_sql = Transaction.objects.filter(conditions.query(), owner=owner).order_by("pk")
            in_python = [
                row
                for row in rows
                if conditions.matches(fold_case(row[0]), fold_case(row[1]), row[2])
            ]
            found = list(in_sql.values_list("merchant", "description", "amount"))
            assert found == in_python


def test_amount_bands_separate_amounts_that_a_rule_distinguishes() -> None:
    ranges = ((Decimal(5), Decimal(10)), (Decimal(10), None))
    rules = RuleSet(
        tuple(
            ((key, 0), Conditions("coffee", "contains", *limits), str(key))
            for key, limits in enumerate(ranges)
        )
    )
    amounts = [Decimal(cents).scaleb(-2) for cents in (499, 500, 501, 999, 1000, 1001)]
    bands = [rules.amount_bands().band(amount) for amount in amounts]
    assert bands == ["0", "1", "2", "2", "3", "4"]
