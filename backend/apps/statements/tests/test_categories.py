"""Categories of an owner: created, renamed, colored, archived and merged."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import override

from apps.accounts.models import User
from apps.statements.categorization import own_categories
from apps.statements.categorization.categories import NAMES
from apps.statements.categorization.colors import COLORS, DEFAULT_COLORS
from apps.statements.importing.imports import import_statement
from apps.statements.models import Category, CategoryRule, Spending, Transaction
from apps.statements.tests.factories import (
    HEADER,
    ClientOf,
    make_statement,
    make_transaction,
)

CATEGORIES = "/api/categories/"
MERGE = "/api/categories/merge/"


def listed(client: Any) -> dict[str, Any]:
    return {each["key"]: each for each in client.get(CATEGORIES).json()}


def edit(client: Any, key: str, **fields: Any) -> Any:
    return client.patch(CATEGORIES, {"key": key} | fields, format="json")


def imported_category(owner: User) -> str:
    """Return the category that a new coffee gets."""
    row = f"01/20/2026,,COFFEE,,Sale,-{Transaction.objects.count()}.99,\n"
    statement = make_statement(owner=owner, content=(HEADER + row).encode())
    import_statement(statement_id=statement.pk)
    return statement.transactions.get().category


def test_list_has_defaults_own_and_used_ones_with_counts(alice: User, client_of: ClientOf) -> None:
    make_transaction(owner=alice, category="Dog", date=date(2025, 1, 18))
    make_transaction(owner=alice, category="fuel")
    make_transaction(owner=alice, category="fuel", amount=Decimal(-2), kind="refund")
    make_transaction(owner=alice, category="fuel", date=date(2020, 1, 1), currency="EUR")
    client = client_of(alice)
    client.post(CATEGORIES, {"name": "Ant farm", "color": "lime"}, format="json")

    found = listed(client)

    assert list(found) == [*NAMES, "Ant farm", "Dog"]
    assert found["Ant farm"] == {
        "key": "Ant farm",
        "name": "",
        "color": "lime",
        "archived": False,
        "count": 0,
        "spent": [],
    }
    assert (found["fuel"]["count"], found["Dog"]["count"]) == (3, 1)
    assert (found["fuel"]["color"], found["Dog"]["color"]) == ("amber", found["Dog"]["color"])


def test_spending_of_this_year_is_by_currency(alice: User) -> None:
    for currency, day in (("USD", date(2026, 1, 1)), ("EUR", date(2026, 2, 1))):
        make_transaction(owner=alice, category="fuel", currency=currency, date=day)
    make_transaction(owner=alice, category="fuel", date=date(2025, 12, 31))
    found = own_categories.list_categories(owner_id=alice.pk, today=date(2026, 3, 1))
    [fuel] = [each for each in found if each.key == "fuel"]
    assert fuel.count == 3
    assert [(each["currency"], str(each["spend"])) for each in fuel.spent] == [
        ("USD", "4.75"),
        ("EUR", "4.75"),
    ]


def test_rename_changes_the_name_only(alice: User, client_of: ClientOf) -> None:
    row = make_transaction(owner=alice, category="eating_out")
    client = client_of(alice)

    assert edit(client, "eating_out", name="Cafés").status_code == 200

    row.refresh_from_db()
    assert (row.category, listed(client)["eating_out"]["name"]) == ("eating_out", "Cafés")
    assert imported_category(alice) == "eating_out"
    assert edit(client, "eating_out", name="restaurants").json()["name"] == ""


@pytest.mark.parametrize("name", ["DOG", "groceries", "lebensmittel", "cafés"])
def test_taken_name_is_rejected(alice: User, client_of: ClientOf, name: str) -> None:
    make_transaction(owner=alice, category="Dog")
    Category.objects.create(owner=alice, key="eating_out", name="Cafés")
    client = client_of(alice)
    responses = [
        client.post(CATEGORIES, {"name": name}, format="json"),
        edit(client, "fuel", name=name),
    ]
    for response in responses:
        [error] = response.json()["errors"]
        assert (response.status_code, error["field"], error["code"]) == (400, "name", "taken")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 51}, "name"),
        ({"name": "Dog", "color": "#fff"}, "color"),
        ({}, "name"),
    ],
)
def test_invalid_category_is_rejected(
    alice: User, client_of: ClientOf, data: dict[str, Any], field: str
) -> None:
    response = client_of(alice).post(CATEGORIES, data, format="json")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_number_of_categories_is_limited_wherever_one_is_created(
    alice: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_categories, "MAX_CATEGORIES", 1)
    row = make_transaction(owner=alice, category="Dog")
    client = client_of(alice)
    responses = [
        client.post(CATEGORIES, {"name": "Cat"}, format="json"),
        client.post(
            "/api/transactions/categorise/", {"ids": [row.pk], "category": "Cat"}, format="json"
        ),
        client.patch(f"/api/transactions/{row.pk}/", {"category": "Cat"}, format="json"),
        client.post("/api/category-rules/", {"text": "coffee", "category": "Cat"}, format="json"),
    ]
    assert [response.status_code for response in responses] == [400] * 4
    assert [response.json()["errors"][0]["field"] for response in responses] == [
        "name",
        "category",
        "category",
        "category",
    ]


def test_categorize_by_the_name_of_a_category_sets_its_key(
    alice: User, client_of: ClientOf
) -> None:
    Category.objects.create(owner=alice, key="eating_out", name="Cafés")
    make_transaction(owner=alice, category="Dog")
    row = make_transaction(owner=alice)
    client = client_of(alice)
    for word, key in (("CAFÉS", "eating_out"), ("dog", "Dog"), ("Cat", "Cat"), ("cat", "Cat")):
        client.patch(f"/api/transactions/{row.pk}/", {"category": word}, format="json")
        row.refresh_from_db()
        assert row.category == key


def test_archived_category_is_not_detected_but_keeps_its_rows(
    alice: User, client_of: ClientOf
) -> None:
    row = make_transaction(owner=alice, category="eating_out")
    CategoryRule.objects.create(owner=alice, text="offee", category="Dog", position=1)
    client = client_of(alice)

    edit(client, "Dog", archived=True)
    assert imported_category(alice) == "eating_out"
    edit(client, "eating_out", archived=True)
    assert imported_category(alice) == ""
    edit(client, "Dog", archived=False)
    assert imported_category(alice) == "Dog"

    row.refresh_from_db()
    assert (row.category, listed(client)["eating_out"]["archived"]) == ("eating_out", True)


def test_merge_moves_rows_rules_and_later_detections_until_undone(
    alice: User, bob: User, client_of: ClientOf
) -> None:
    mine, kept = [make_transaction(owner=alice, category=key) for key in ("eating_out", "Food")]
    foreign = make_transaction(owner=bob, category="eating_out")
    CategoryRule.objects.create(owner=alice, text="tea", category="eating_out")
    Category.objects.create(owner=alice, key="eating_out", name="Cafés", color="red")
    client = client_of(alice)

    def rule_category() -> str:
        [rule] = client.get("/api/category-rules/").json()["results"]
        return str(rule["category"])

    merged = client.post(MERGE, {"key": "eating_out", "into": "Food"}, format="json").json()

    for row in (mine, kept, foreign):
        row.refresh_from_db()
    assert [mine.category, kept.category, foreign.category] == ["Food", "Food", "eating_out"]
    assert (merged["changed"], rule_category()) == (1, "Food")
    assert imported_category(alice) == "Food"
    assert "eating_out" not in listed(client)
    assert listed(client)["Food"]["count"] == 3

    assert client.post(f"/api/changes/{merged['change']}/undo/").json()["changed"] == 1

    mine.refresh_from_db()
    assert (mine.category, rule_category()) == ("eating_out", "eating_out")
    found = listed(client)
    assert (found["eating_out"]["name"], found["eating_out"]["color"]) == ("Cafés", "red")
    assert (found["eating_out"]["count"], found["Food"]["count"]) == (1, 2)
    assert imported_category(alice) == "eating_out"


def test_merge_without_rows_is_undone_under_a_free_name(alice: User, client_of: ClientOf) -> None:
    client = client_of(alice)
    for name in ("Dog", "Cat"):
        client.post(CATEGORIES, {"name": name}, format="json")
    merged = client.post(MERGE, {"key": "Dog", "into": "Cat"}, format="json").json()
    assert merged["changed"] == 0
    created = client.post(CATEGORIES, {"name": "dog"}, format="json").json()
    assert (created["key"], created["name"]) == ("dog 2", "dog")

    client.post(f"/api/changes/{merged['change']}/undo/")

    assert listed(client)["Dog"]["name"] == "Dog 2"
    names = {each["name"] or key for key, each in listed(client).items() if key not in NAMES}
    assert names == {"Dog 2", "Cat", "dog"}


def test_rows_restored_after_a_merge_join_the_other_category(
    alice: User, client_of: ClientOf
) -> None:
    Category.objects.create(owner=alice, key="Dog")
    rows = [make_transaction(owner=alice, category="Dog") for _ in range(2)]
    client = client_of(alice)
    deleted = client.post("/api/transactions/delete/", {"ids": [rows[0].pk]}, format="json")
    changed = client.post(
        "/api/transactions/categorise/", {"ids": [rows[1].pk], "category": "fuel"}, format="json"
    )
    client.post(MERGE, {"key": "Dog", "into": "gifts"}, format="json")

    for response in (deleted, changed):
        client.post(f"/api/changes/{response.json()['change']}/undo/")

    assert [*Transaction.objects.filter(owner=alice).values_list("category", flat=True)] == [
        "gifts",
        "gifts",
    ]
    sums = Spending.objects.filter(owner=alice, dimension="category")
    assert {*sums.values_list("key", "count")} == {("gifts", 2)}


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"key": "fuel", "into": "fuel"}, 400),
        ({"key": "fuel", "into": "Dog"}, 404),
        ({"key": "Dog", "into": "fuel"}, 404),
        ({"key": "", "into": "fuel"}, 400),
        ({"key": "gone", "into": "fuel"}, 404),
    ],
)
def test_impossible_merge_is_rejected(
    alice: User, client_of: ClientOf, data: dict[str, str], status: int
) -> None:
    Category.objects.create(owner=alice, key="gone", merged_into="fuel")
    assert client_of(alice).post(MERGE, data, format="json").status_code == status
    assert edit(client_of(alice), "gone", name="back").status_code == 404


def test_export_has_the_owners_names_and_is_imported_under_their_keys(
    alice: User, client_of: ClientOf
) -> None:
    rows = [make_transaction(owner=alice, category=key) for key in ("Dog", "fuel", "")]
    client = client_of(alice)
    edit(client, "Dog", name="=Puppy")

    exported = b"".join(client.get("/api/transactions/export/").streaming_content)  # type: ignore[attr-defined] # a stream
    lines = b"".join(client.get("/api/transactions/export-json-lines/").streaming_content)  # type: ignore[attr-defined] # a stream

    assert [line.split(",")[3] for line in exported.decode().splitlines()[1:]] == [
        '""',
        "fuel",
        "'=Puppy",
    ]
    assert [json.loads(line)["category"] for line in lines.splitlines()] == ["", "fuel", "=Puppy"]
    Transaction.objects.filter(pk__in=[row.pk for row in rows]).delete()
    import_statement(statement_id=make_statement(owner=alice, content=exported).pk)
    imported = Transaction.objects.filter(owner=alice).order_by("pk")
    assert [row.category for row in imported] == ["", "fuel", "Dog"]


def test_default_names_and_colors_are_those_of_the_pages() -> None:
    quasar = Path(__file__).parents[4] / "quasar" / "src"
    for language, _ in settings.LANGUAGES:
        texts = json.loads((quasar / "i18n" / f"{language}.json").read_text(encoding="utf-8"))
        with override(language):
            names = {key: str(name) for key, name in NAMES.items()}
        assert texts["statements"]["categories"] == names
    styles = (quasar / "css" / "app.scss").read_text(encoding="utf-8")
    assert [styles.count(f"--category-{color}:") for color in COLORS] == [2] * 16
    assert DEFAULT_COLORS.keys() == NAMES.keys()
    assert {*DEFAULT_COLORS.values()} == {*COLORS}
