from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from apps.accounts.models import User
from apps.statements.bank_accounts import MAX_ACCOUNTS
from apps.statements.importing.imports import import_statement
from apps.statements.models import BankAccount, Statement
from apps.statements.tests.factories import (
    ClientOf,
    make_bank_account,
    make_statement,
    make_transaction,
)
from apps.statements.undo import erase_deleted

HEADER = "Date,Description,Amount,Balance,Card\n2026-01-01,SALARY,100,100,{card}\n"


def error_of(response: Any) -> tuple[str, str]:
    [error] = response.json()["errors"]
    return error["field"], error["message"]


def imported(owner: User, card: str, *, day: int = 5) -> Statement:
    rows = (
        f"2026-01-0{day},SHOP {day},-{day}.75,95.25,{card}\n"
        f"2026-01-0{day + 1},MARKET {day},-{day},90.25,{card}\n"
    )
    statement = make_statement(owner=owner, content=(HEADER.format(card=card) + rows).encode())
    import_statement(statement_id=statement.pk)
    statement.refresh_from_db()
    assert statement.problem is None
    return statement


def test_account_is_asked_once_and_then_recognized_by_the_card_number(
    alice: User, client_of: ClientOf
) -> None:
    client = client_of(alice)
    first, same, other = (
        imported(alice, "*1234"),
        imported(alice, "*1234", day=7),
        imported(alice, "*9876"),
    )
    assert first.account is None
    account = client.post(
        "/api/bank-accounts/", {"name": "Visa", "currency": "USD"}, format="json"
    ).json()

    answer = client.put(
        f"/api/statements/{first.pk}/account/", {"account": account["id"]}, format="json"
    )

    assert answer.status_code == 200
    assert answer.json()["account"] == account["id"]
    assert answer.json()["cards"] == ["••1234"]
    accounts = dict(Statement.objects.values_list("pk", "account"))
    assert accounts == {first.pk: account["id"], same.pk: account["id"], other.pk: None}
    assert imported(alice, "*1234", day=3).account_id == account["id"]
    assert imported(alice, "*9876", day=3).account is None


def test_file_of_two_accounts_asks_again(alice: User) -> None:
    for name, card in (("Visa", "*1234"), ("Savings", "*9876")):
        statement = imported(alice, card)
        statement.account = make_bank_account(owner=alice, name=name)
        statement.save()
    rows = "2026-02-05,COFFEE,-4.75,95.25,*1234\n2026-02-06,TEA,-5,90.25,*9876\n"
    both = make_statement(owner=alice, content=(HEADER.format(card="*1234") + rows).encode())

    import_statement(statement_id=both.pk)

    both.refresh_from_db()
    assert (both.status, both.account, both.balance) == ("imported", None, None)
    assert both.cards == ["••1234", "••9876"]


def test_card_of_another_user_is_not_recognized(alice: User, bob: User) -> None:
    statement = imported(alice, "*1234")
    statement.account = make_bank_account(owner=alice)
    statement.save()

    assert imported(bob, "*1234").account is None


def test_account_shows_the_latest_balance_and_import(alice: User, client_of: ClientOf) -> None:
    account = make_bank_account(owner=alice)
    for day in (7, 3):
        statement = imported(alice, "*1234", day=day)
        statement.account = account
        statement.balance = Decimal(day)
        statement.save()
    Statement.objects.filter(pk=statement.pk).update(deleted_at=timezone.now())
    make_statement(owner=alice, account=account)

    [shown] = client_of(alice).get("/api/bank-accounts/").json()

    newer = alice.statements.get(balance=7)
    assert shown["files"] == 1
    assert shown["transactions"] == 3
    assert newer.finished_at
    assert shown["last_import"] == newer.finished_at.isoformat().replace("+00:00", "Z")
    assert (shown["balance"], shown["balance_currency"]) == ("7.00", "USD")
    assert shown["balance_date"] == "2026-01-08"


def test_spending_by_account(alice: User, client_of: ClientOf) -> None:
    account, empty = (make_bank_account(owner=alice, name=name) for name in ("Visa", "Empty"))
    visa = make_statement(owner=alice)
    make_transaction(statement=visa, amount=Decimal(3))
    make_transaction(owner=alice, amount=Decimal(4))
    client = client_of(alice)
    assert client.get("/api/spending/").json()["by_account"] == []

    client.put(f"/api/statements/{visa.pk}/account/", {"account": account.pk}, format="json")

    assert client.get("/api/spending/").json()["by_account"] == [
        {"key": str(account.pk), "spend": "3.00", "count": 1},
        {"key": "", "spend": "4.00", "count": 1},
    ]
    found = client.get("/api/transactions/", {"account": account.pk}).json()["results"]
    assert [row["amount"] for row in found] == ["3.00"]
    assert client.get("/api/transactions/", {"account": empty.pk}).json()["results"] == []


def test_names_are_unique_ignoring_case(alice: User, client_of: ClientOf) -> None:
    client = client_of(alice)
    other = make_bank_account(owner=alice, name="Savings")
    make_bank_account(owner=alice, name="Visa")

    created = client.post(
        "/api/bank-accounts/", {"name": " visa ", "currency": "USD"}, format="json"
    )
    renamed = client.patch(f"/api/bank-accounts/{other.pk}/", {"name": "VISA"}, format="json")

    expected = "You have another account with this name."
    for response in (created, renamed):
        assert response.status_code == 400
        assert error_of(response) == ("name", expected)
    assert (
        client.patch(
            f"/api/bank-accounts/{other.pk}/", {"name": "SAVINGS"}, format="json"
        ).status_code
        == 200
    )


def test_number_of_accounts_is_limited(alice: User, client_of: ClientOf) -> None:
    BankAccount.objects.bulk_create(
        BankAccount(owner=alice, name=f"Account {number}", currency="USD")
        for number in range(MAX_ACCOUNTS)
    )

    response = client_of(alice).post(
        "/api/bank-accounts/", {"name": "More", "currency": "USD"}, format="json"
    )

    assert response.status_code == 400
    assert str(MAX_ACCOUNTS) in error_of(response)[1]


def test_deletion_is_undone_with_its_statements(alice: User, client_of: ClientOf) -> None:
    client = client_of(alice)
    account = make_bank_account(owner=alice)
    statement = make_statement(owner=alice, account=account)
    path = f"/api/bank-accounts/{account.pk}/"

    assert client.delete(path).status_code == 204

    assert client.get("/api/bank-accounts/").json() == []
    assert client.get(f"/api/statements/{statement.pk}/").json()["account"] is None
    erase_deleted()
    assert client.post(f"{path}restore/").status_code == 200
    assert client.get(f"/api/statements/{statement.pk}/").json()["account"] == account.pk


def test_deleted_account_is_erased_after_ten_minutes(alice: User, client_of: ClientOf) -> None:
    long_ago = timezone.now() - timedelta(minutes=11)
    account = make_bank_account(owner=alice, deleted_at=long_ago)
    statement = make_statement(owner=alice, account=account)

    restored = client_of(alice).post(f"/api/bank-accounts/{account.pk}/restore/")
    erase_deleted()

    assert restored.status_code == 404
    assert not BankAccount.objects.exists()
    statement.refresh_from_db()
    assert statement.account is None


def test_restoring_an_account_whose_name_is_taken(alice: User, client_of: ClientOf) -> None:
    account = make_bank_account(owner=alice, deleted_at=timezone.now())
    make_bank_account(owner=alice)

    response = client_of(alice).post(f"/api/bank-accounts/{account.pk}/restore/")

    assert response.status_code == 400
    assert "another account" in error_of(response)[1]


def test_unknown_accounts_are_rejected(alice: User, bob: User, client_of: ClientOf) -> None:
    client = client_of(alice)
    statement = make_statement(owner=alice)
    path = f"/api/statements/{statement.pk}/account/"

    foreign = client.put(path, {"account": make_bank_account(owner=bob).pk}, format="json")

    assert foreign.status_code == 400
    assert error_of(foreign) == ("account", "You have no such account.")
    assert client.put(path, {"account": "Visa"}, format="json").status_code == 400
    assert client.put(path, {}, format="json").status_code == 400
    assert (
        client.put(
            f"/api/statements/{uuid4()}/account/", {"account": None}, format="json"
        ).status_code
        == 404
    )


def test_statement_without_stored_cards_gets_them_when_assigned(
    alice: User, client_of: ClientOf
) -> None:
    statement = make_statement(owner=alice)
    make_transaction(statement=statement, card="Chase ••1234", date=date(2026, 1, 5))
    account = make_bank_account(owner=alice)

    client_of(alice).put(
        f"/api/statements/{statement.pk}/account/", {"account": account.pk}, format="json"
    )

    statement.refresh_from_db()
    assert statement.cards == ["Chase ••1234"]
