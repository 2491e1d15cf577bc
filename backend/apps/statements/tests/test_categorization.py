from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connections

from apps.accounts.models import User
from apps.statements.categorization import rule_changes
from apps.statements.categorization.rule_changes import save_rule
from apps.statements.importing.imports import import_statement
from apps.statements.models import CategoryRule, Transaction
from apps.statements.spending.summaries import summarize_spending
from apps.statements.tests.factories import ClientOf, make_statement, make_transaction

CATEGORISE = "/api/transactions/categorise/"


def bottle(owner: User, **fields: Any) -> Transaction:
    return make_transaction(owner=owner, **({"merchant": "Blue Bottle", "category": ""} | fields))


def category_of(row: Transaction) -> str:
    row.refresh_from_db()
    return row.category


def result_of(response: Any) -> tuple[Any, Any]:
    body = response.json()
    return body["changed"], body["proposal"]


def test_categorize_ids_updates_totals(alice: User, client_of: ClientOf) -> None:
    chosen, other = bottle(alice), bottle(alice)

    response = client_of(alice).post(
        CATEGORISE, {"ids": [chosen.pk], "category": "gifts"}, format="json"
    )

    body = response.json()
    assert body["changed"] == 1
    assert body["proposal"] == {"text": "Blue Bottle", "category": "gifts", "others": 1}
    assert (category_of(chosen), category_of(other)) == ("gifts", "")
    summary = summarize_spending(owner_id=alice.pk, today=date(2026, 1, 31))
    assert {part.key: part.count for part in summary.by_category} == {"gifts": 1, "": 1}


def test_categorize_filter(alice: User, client_of: ClientOf) -> None:
    rows = [bottle(alice), bottle(alice, merchant="Lantern"), bottle(alice, category="fuel")]

    response = client_of(alice).post(
        CATEGORISE, {"filter": {"category": [""]}, "category": "gifts"}, format="json"
    )

    assert result_of(response) == (2, None)
    assert [category_of(row) for row in rows] == ["gifts", "gifts", "fuel"]


def test_existing_rule_is_not_proposed(alice: User, client_of: ClientOf) -> None:
    CategoryRule.objects.create(owner=alice, text="bottle", category="gifts")
    response = client_of(alice).post(
        CATEGORISE, {"ids": [bottle(alice).pk], "category": "gifts"}, format="json"
    )
    assert result_of(response) == (1, None)


def test_category_can_be_removed(alice: User, client_of: ClientOf) -> None:
    row = bottle(alice, category="fuel")
    response = client_of(alice).post(CATEGORISE, {"ids": [row.pk], "category": ""}, format="json")
    assert result_of(response) == (1, None)
    assert category_of(row) == ""


@pytest.mark.parametrize(
    ("data", "field"),
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
def test_categorize_rejects_invalid_input(
    alice: User, client_of: ClientOf, data: dict[str, object], field: str
) -> None:
    row = bottle(alice)
    response = client_of(alice).post(CATEGORISE, data, format="json")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]
    assert category_of(row) == ""


def test_categorize_does_not_change_other_users_rows(
    alice: User, bob: User, client_of: ClientOf
) -> None:
    hers = bottle(alice)
    data = {"ids": [hers.pk], "category": "gifts"}
    assert result_of(client_of(bob).post(CATEGORISE, data, format="json")) == (0, None)
    assert category_of(hers) == ""


def test_rule_applies_to_new_rows_and_existing_on_request(
    alice: User, bob: User, client_of: ClientOf
) -> None:
    old = make_transaction(owner=alice, date=date(2026, 1, 2))
    foreign = make_transaction(owner=bob)
    client = client_of(alice)

    rule = client.post(
        "/api/category-rules/", {"text": "coffee", "category": "my fuel"}, format="json"
    ).json()
    statement = make_statement(owner=alice)
    import_statement(statement_id=statement.pk)
    assert statement.transactions.get().category == "my fuel"
    assert category_of(old) == "Food & Drink"

    applied = client.post(f"/api/category-rules/{rule['id']}/apply/").json()

    assert applied["changed"] == 1
    assert (category_of(old), category_of(foreign)) == ("my fuel", "Food & Drink")
    assert client.get("/api/categories/").json()[-1]["key"] == "my fuel"


def test_rule_with_same_text_is_replaced(alice: User, client_of: ClientOf) -> None:
    client = client_of(alice)
    for text, category in (("Blue", "gifts"), ("BLUE", "fuel")):
        client.post("/api/category-rules/", {"text": text, "category": category}, format="json")
    rules = client.get("/api/category-rules/").json()["results"]
    assert [(rule["text"], rule["category"]) for rule in rules] == [("BLUE", "fuel")]


@pytest.mark.django_db(transaction=True)
def test_concurrent_rules_with_same_text_leave_one(alice: User) -> None:
    def keep(number: int) -> None:
        save_rule(owner_id=alice.pk, values={"text": "Blue", "category": f"category {number}"})
        connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, range(8)))

    assert CategoryRule.objects.get(owner=alice).category.startswith("category ")


def test_number_of_rules_is_limited(
    alice: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule_changes, "MAX_RULES", 1)
    client = client_of(alice)

    def post(text: str) -> int:
        rule = {"text": text, "category": "gifts"}
        return client.post("/api/category-rules/", rule, format="json").status_code

    assert [post("Blue"), post("blue"), post("Red")] == [201, 201, 400]
    assert CategoryRule.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"text": "x", "category": "gifts"}, "text"),
        ({"text": "blue", "category": " "}, "category"),
        ({"text": "blue"}, "category"),
    ],
)
def test_invalid_rule_is_rejected(
    alice: User, client_of: ClientOf, data: dict[str, str], field: str
) -> None:
    response = client_of(alice).post("/api/category-rules/", data, format="json")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_deleted_rule_no_longer_applies(alice: User, client_of: ClientOf) -> None:
    rule = CategoryRule.objects.create(owner=alice, text="coffee", category="gifts")
    assert client_of(alice).delete(f"/api/category-rules/{rule.pk}/").status_code == 204
    statement = make_statement(owner=alice)
    import_statement(statement_id=statement.pk)
    assert statement.transactions.get().category == "eating_out"
