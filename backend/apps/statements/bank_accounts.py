"""Cards and bank accounts of a user, and the statements that belong to them."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from apps.accounts.models import User
from apps.core.websockets import notify_user
from apps.statements.changes import UNDO_PERIOD
from apps.statements.importing.account_recognition import NUMBER_MARK
from apps.statements.importing.locks import lock_statement
from apps.statements.importing.progress import notify_owner
from apps.statements.models import BankAccount, Statement, Transaction
from apps.statements.stored_totals import mark_statement_stale, refresh_spending

MAX_ACCOUNTS = 100
EDITABLE_FIELDS = ("name", "currency")


class TooManyAccountsError(Exception):
    """The user already has MAX_ACCOUNTS accounts."""


class NameTakenError(Exception):
    """The user has another account with this name."""


def list_accounts(*, owner_id: int) -> QuerySet[BankAccount]:
    """Return the accounts by name.

    Annotated with `files`, `transactions`, `last_import`, and the latest known `balance` with
    `balance_currency` and `balance_date`, or None.
    """
    imported = Q(statements__deleted_at=None, statements__status=Statement.Status.IMPORTED)
    with_balance = Statement.objects.filter(
        account=OuterRef("pk"), deleted_at=None, balance__isnull=False
    ).order_by("-balance_date", "-finished_at")
    return (
        BankAccount.objects.filter(owner_id=owner_id, deleted_at=None)
        .annotate(
            files=Count("statements", filter=imported),
            transactions=Sum("statements__rows_imported", filter=imported, default=0),
            last_import=Max("statements__finished_at", filter=imported),
            balance=Subquery(with_balance.values("balance")[:1]),
            balance_currency=Subquery(with_balance.values("currency")[:1]),
            balance_date=Subquery(with_balance.values("balance_date")[:1]),
        )
        .order_by("name", "pk")
    )


def create_account(*, owner_id: int, name: str, currency: str) -> BankAccount:
    """Create an account; raise TooManyAccountsError or NameTakenError."""
    with transaction.atomic():
        # Serializes concurrent creations.
        User.objects.select_for_update(no_key=True).get(pk=owner_id)
        own = BankAccount.objects.filter(owner_id=owner_id, deleted_at=None)
        if own.count() >= MAX_ACCOUNTS:
            raise TooManyAccountsError
        return _save(BankAccount(owner_id=owner_id, name=name, currency=currency))


def edit_account(account: BankAccount, *, values: dict[str, Any]) -> BankAccount:
    """Set these EDITABLE_FIELDS; raise NameTakenError."""
    for field in EDITABLE_FIELDS:
        if field in values:
            setattr(account, field, values[field])
    return _save(account)


def delete_account(account: BankAccount) -> None:
    """Delete the account, which can be undone for ten minutes; its statements have none then."""
    account.deleted_at = timezone.now()
    account.save(update_fields=["deleted_at"])


def restore_account(*, account_id: int, owner_id: int) -> BankAccount:
    """Undo the deletion.

    Raise BankAccount.DoesNotExist if it is older than UNDO_PERIOD, and NameTakenError if another
    account has its name by now.
    """
    since = timezone.now() - UNDO_PERIOD
    account = BankAccount.objects.get(pk=account_id, owner_id=owner_id, deleted_at__gt=since)
    account.deleted_at = None
    return _save(account)


def assign_statement(*, statement_id: UUID, owner_id: int, account_id: int | None) -> Statement:
    """Set the account of the statement, and of others with its card number that have none.

    Raise BankAccount.DoesNotExist, Statement.DoesNotExist, or StatementBusyError while it is
    imported.
    """
    with lock_statement(statement_id=statement_id) as statement:
        account = None
        if account_id is not None:
            account = BankAccount.objects.get(pk=account_id, owner_id=owner_id, deleted_at=None)
        statement.account = account
        statement.cards = statement.cards or _cards(statement)
        statement.save(update_fields=["account", "cards"])
        mark_statement_stale(statement)
        numbered = [card for card in statement.cards if NUMBER_MARK in card]
        if account and numbered:
            _assign_others(account, numbered)
    refresh_spending(owner_id=owner_id)
    notify_owner(statement, "statement.changed")
    notify_user(user_id=owner_id, event={"type": "spending.changed"})
    return statement


def _assign_others(account: BankAccount, cards: list[str]) -> None:
    others = Statement.objects.filter(
        owner_id=account.owner_id, deleted_at=None, account=None, cards__overlap=cards
    )
    # One that is imported now finds the account itself.
    for statement in others.select_for_update(skip_locked=True):
        mark_statement_stale(statement)
        statement.account = account
        statement.save(update_fields=["account"])
        notify_owner(statement, "statement.changed")


def _cards(statement: Statement) -> list[str]:
    """Return the cards of a statement that was imported before they were stored with it."""
    rows = Transaction.objects.filter(statement=statement, owner_id=statement.owner_id)
    return sorted(rows.values_list("card", flat=True).order_by().distinct())


def _save(account: BankAccount) -> BankAccount:
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        raise NameTakenError from error
    return account
