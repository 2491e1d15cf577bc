"""Objects of statements for the access matrix."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.accounts.models import User
from apps.statements.models import Category, CategoryRule, RefusedRow, Statement
from apps.statements.tests.factories import (
    ONE_ROW,
    make_bank_account,
    make_statement,
    make_transaction,
)
from apps.statements.undo import delete_transactions
from tests.access_matrix.endpoint_fixtures import EndpointFixture, values_of


def statement(owner: User) -> EndpointFixture:
    row = make_statement(owner=owner, filename="only-the-owners.csv")
    return EndpointFixture(
        parameters={"pk": str(row.pk)}, private_text=row.filename, state=values_of(row)
    )


def deletable(owner: User) -> EndpointFixture:
    row = make_statement(owner=owner)
    return EndpointFixture(parameters={"pk": str(row.pk)}, state=values_of(row))


def open_question(owner: User) -> EndpointFixture:
    row = make_statement(owner=owner, status=Statement.Status.NEEDS_CHOICE)
    return EndpointFixture(
        parameters={"pk": str(row.pk)}, payload={"currency": "EUR"}, state=values_of(row)
    )


def refused_row(owner: User) -> EndpointFixture:
    statement = make_statement(owner=owner, status=Statement.Status.IMPORTED, rows_refused=1)
    row = RefusedRow.objects.create(
        statement=statement, line=3, code="bad_date", details={"cell": "ONLY THE OWNERS"}
    )
    return EndpointFixture(
        parameters={"pk": str(statement.pk)}, private_text="ONLY THE OWNERS", state=values_of(row)
    )


def correction(owner: User) -> EndpointFixture:
    refused = refused_row(owner)
    return EndpointFixture(
        parameters=refused.parameters | {"line": "3"},
        payload={"date": "2026-01-18", "description": "COFFEE", "amount": "4.75"},
        state=refused.state,
    )


def transaction(owner: User) -> EndpointFixture:
    row = make_transaction(owner=owner, description="ONLY THE OWNERS")
    return EndpointFixture(private_text=row.description, state=values_of(row))


def spending(owner: User) -> EndpointFixture:
    row = make_transaction(owner=owner, amount="98765.43")
    return EndpointFixture(private_text="98765.43", state=values_of(row))


def misspelled(owner: User) -> EndpointFixture:
    make_transaction(owner=owner, description="PRIVATESHOP")
    return EndpointFixture(private_text="privateshop", payload={"text": "privatshop"})


def categorising(owner: User) -> EndpointFixture:
    row = make_transaction(owner=owner)
    return EndpointFixture(payload={"ids": [row.pk], "category": "gifts"}, state=values_of(row))


def purchase(owner: User) -> EndpointFixture:
    return EndpointFixture(payload={"date": "2026-01-05", "description": "CASH", "amount": "5.00"})


def edit(owner: User) -> EndpointFixture:
    row = make_transaction(owner=owner)
    return EndpointFixture(
        parameters={"pk": str(row.pk)}, payload={"note": "mine"}, state=values_of(row)
    )


def deletion(owner: User) -> EndpointFixture:
    row = make_transaction(owner=owner)
    return EndpointFixture(payload={"ids": [row.pk]}, state=values_of(row))


def change(owner: User) -> EndpointFixture:
    row = make_transaction(owner=owner)
    _, deletion = delete_transactions(chosen=owner.transactions.all(), owner_id=owner.pk)
    assert deletion is not None
    return EndpointFixture(parameters={"pk": str(deletion.pk)}, state=values_of(row))


def subscription(owner: User) -> EndpointFixture:
    statement = make_statement(owner=owner)
    for month in (1, 2, 3):
        make_transaction(statement=statement, merchant="ONLY THE OWNERS", date=date(2026, month, 5))
    return EndpointFixture(private_text="ONLY THE OWNERS", payload={"currency": "USD"})


def bank_account(owner: User) -> EndpointFixture:
    row = make_bank_account(owner=owner, name="ONLY THE OWNERS")
    return EndpointFixture(
        parameters={"pk": str(row.pk)},
        payload={"currency": "EUR"},
        private_text=row.name,
        state=values_of(row),
    )


def new_account(owner: User) -> EndpointFixture:
    return EndpointFixture(payload={"name": "Checking", "currency": "EUR"})


def lost_account(owner: User) -> EndpointFixture:
    row = make_bank_account(owner=owner, name="ONLY THE OWNERS", deleted_at=timezone.now())
    return EndpointFixture(parameters={"pk": str(row.pk)}, state=values_of(row))


def assignment(owner: User) -> EndpointFixture:
    row, account = make_statement(owner=owner), make_bank_account(owner=owner)
    return EndpointFixture(
        parameters={"pk": str(row.pk)}, payload={"account": account.pk}, state=values_of(row)
    )


def category(owner: User) -> EndpointFixture:
    row = Category.objects.create(owner=owner, key="dog", name="ONLY THE OWNERS")
    return EndpointFixture(private_text=row.name, state=values_of(row))


def new_category(owner: User) -> EndpointFixture:
    return EndpointFixture(payload={"name": "Dog", "color": "brown"})


def category_edit(owner: User) -> EndpointFixture:
    row = Category.objects.create(owner=owner, key="dog", name="ONLY THE OWNERS")
    return EndpointFixture(
        payload={"key": "dog", "archived": True}, private_text=row.name, state=values_of(row)
    )


def merge(owner: User) -> EndpointFixture:
    old = make_transaction(owner=owner, category="dog")
    row = Category.objects.create(owner=owner, key="dog")
    return EndpointFixture(payload={"key": "dog", "into": "gifts"}, state=values_of(row, old))


def rule(owner: User) -> EndpointFixture:
    row = CategoryRule.objects.create(owner=owner, text="COFFEE", category="ONLY THE OWNERS")
    return EndpointFixture(
        parameters={"pk": str(row.pk)}, private_text=row.category, state=values_of(row)
    )


def usable_rule(owner: User) -> EndpointFixture:
    old = make_transaction(owner=owner)
    row = CategoryRule.objects.create(owner=owner, text="COFFEE", category="gifts")
    return EndpointFixture(parameters={"pk": str(row.pk)}, state=values_of(old))


def rule_edit(owner: User) -> EndpointFixture:
    row = CategoryRule.objects.create(owner=owner, text="COFFEE", category="ONLY THE OWNERS")
    return EndpointFixture(
        parameters={"pk": str(row.pk)},
        payload={"match": "is"},
        private_text=row.category,
        state=values_of(row),
    )


def rule_preview(owner: User) -> EndpointFixture:
    make_transaction(owner=owner, description="ONLY THE OWNERS")
    row = CategoryRule.objects.create(owner=owner, text="COFFEE", category="gifts")
    return EndpointFixture(
        payload={"text": "owners", "match": "contains", "rule": row.pk},
        private_text="ONLY THE OWNERS",
        state=values_of(row),
    )


def repeated_rule(owner: User) -> EndpointFixture:
    row = CategoryRule.objects.create(owner=owner, text="COFFEE", category="ONLY THE OWNERS")
    return EndpointFixture(payload={"text": "coffee", "category": "gifts"}, state=values_of(row))


def upload(owner: User) -> EndpointFixture:
    return EndpointFixture(payload={"file": SimpleUploadedFile("january.csv", ONE_ROW)})
