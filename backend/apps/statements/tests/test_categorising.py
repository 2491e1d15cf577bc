from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.statements.imports import import_statement
from apps.statements.models import CategoryRule, Transaction
from apps.statements.summaries import spending_of
from apps.statements.tests.factories import make_statement, make_transaction

ClientOf = Callable[[User | None], APIClient]
CATEGORISE = "/api/transactions/categorise/"


def bottle(owner: User, **fields: Any) -> Transaction:
    return make_transaction(owner=owner, **({"merchant": "Blue Bottle", "category": ""} | fields))


def category_of(row: Transaction) -> str:
    row.refresh_from_db()
    return row.category


def test_chosen_rows_get_the_category_and_the_sums_follow(alice: User, client_of: ClientOf) -> None:
    chosen, other = bottle(alice), bottle(alice)

    answer = client_of(alice).post(
        CATEGORISE, {"ids": [chosen.pk], "category": "gifts"}, format="json"
    )

    assert answer.json() == {
        "changed": 1,
        "proposal": {"text": "Blue Bottle", "category": "gifts", "others": 1},
    }
    assert (category_of(chosen), category_of(other)) == ("gifts", "")
    summary = spending_of(owner_id=alice.pk, today=date(2026, 1, 31))
    assert {part.key: part.count for part in summary.by_category} == {"gifts": 1, "": 1}


def test_all_that_a_filter_finds_can_be_changed(alice: User, client_of: ClientOf) -> None:
    rows = [bottle(alice), bottle(alice, merchant="Lantern"), bottle(alice, category="fuel")]

    answer = client_of(alice).post(
        CATEGORISE, {"filter": {"category": [""]}, "category": "gifts"}, format="json"
    )

    assert answer.json() == {"changed": 2, "proposal": None}
    assert [category_of(row) for row in rows] == ["gifts", "gifts", "fuel"]


def test_what_a_rule_says_already_is_not_proposed(alice: User, client_of: ClientOf) -> None:
    CategoryRule.objects.create(owner=alice, text="bottle", category="gifts")
    answer = client_of(alice).post(
        CATEGORISE, {"ids": [bottle(alice).pk], "category": "gifts"}, format="json"
    )
    assert answer.json() == {"changed": 1, "proposal": None}


def test_a_category_can_be_taken_away(alice: User, client_of: ClientOf) -> None:
    row = bottle(alice, category="fuel")
    answer = client_of(alice).post(CATEGORISE, {"ids": [row.pk], "category": ""}, format="json")
    assert answer.json() == {"changed": 1, "proposal": None}
    assert category_of(row) == ""


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"category": "gifts"}, "ids"),
        ({"category": "gifts", "ids": []}, "ids"),
        ({"category": "gifts", "ids": [1], "filter": {}}, "ids"),
        ({"category": "gifts", "filter": {"mechant": "x"}}, "filter.mechant"),
        ({"category": "gifts", "filter": {"kind": "gold"}}, "filter.kind"),
        ({"category": "x" * 51, "ids": [1]}, "category"),
        ({"ids": [1]}, "category"),
        ({"category": "gifts", "ids": list(range(1, 1002))}, "ids"),
    ],
)
def test_what_would_change_something_else_is_refused(
    alice: User, client_of: ClientOf, said: dict[str, object], field: str
) -> None:
    row = bottle(alice)
    answer = client_of(alice).post(CATEGORISE, said, format="json")
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert category_of(row) == ""


def test_rows_of_others_stay_as_they_are(alice: User, bob: User, client_of: ClientOf) -> None:
    hers = bottle(alice)
    said = {"ids": [hers.pk], "category": "gifts"}
    assert client_of(bob).post(CATEGORISE, said, format="json").json() == {
        "changed": 0,
        "proposal": None,
    }
    assert category_of(hers) == ""


def test_a_rule_is_for_rows_to_come_and_on_request_for_old_ones(
    alice: User, bob: User, client_of: ClientOf
) -> None:
    old, foreign = make_transaction(owner=alice), make_transaction(owner=bob)
    client = client_of(alice)

    rule = client.post(
        "/api/category-rules/", {"text": "coffee", "category": "my fuel"}, format="json"
    ).json()
    statement = make_statement(owner=alice)
    import_statement(statement_id=statement.pk)
    assert statement.transactions.get().category == "my fuel"
    assert category_of(old) == "Food & Drink"

    applied = client.post(f"/api/category-rules/{rule['id']}/apply/").json()

    assert applied == {"changed": 1}
    assert (category_of(old), category_of(foreign)) == ("my fuel", "Food & Drink")
    assert client.get("/api/categories/").json()[-1] == "my fuel"


def test_the_longest_text_wins_for_old_rows_too(alice: User, client_of: ClientOf) -> None:
    CategoryRule.objects.create(owner=alice, text="Blue Bottle", category="eating_out")
    short = CategoryRule.objects.create(owner=alice, text="BLUE", category="gifts")
    named, other = bottle(alice, category="eating_out"), bottle(alice, merchant="Blue Heron")

    client_of(alice).post(f"/api/category-rules/{short.pk}/apply/")

    assert (category_of(named), category_of(other)) == ("eating_out", "gifts")


def test_a_second_rule_of_a_text_takes_the_place_of_the_first(
    alice: User, client_of: ClientOf
) -> None:
    client = client_of(alice)
    for text, category in (("Blue", "gifts"), ("BLUE", "fuel")):
        client.post("/api/category-rules/", {"text": text, "category": category}, format="json")
    rules = client.get("/api/category-rules/").json()["results"]
    assert [(rule["text"], rule["category"]) for rule in rules] == [("BLUE", "fuel")]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": "x", "category": "gifts"}, "text"),
        ({"text": "blue", "category": " "}, "category"),
        ({"text": "blue"}, "category"),
    ],
)
def test_a_rule_that_says_nothing_is_refused(
    alice: User, client_of: ClientOf, said: dict[str, str], field: str
) -> None:
    answer = client_of(alice).post("/api/category-rules/", said, format="json")
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_a_rule_can_be_taken_back(alice: User, client_of: ClientOf) -> None:
    rule = CategoryRule.objects.create(owner=alice, text="coffee", category="gifts")
    assert client_of(alice).delete(f"/api/category-rules/{rule.pk}/").status_code == 204
    statement = make_statement(owner=alice)
    import_statement(statement_id=statement.pk)
    assert statement.transactions.get().category == "eating_out"
