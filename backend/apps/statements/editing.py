"""Transactions that their owner enters or edits."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from apps.core.websockets import notify_user
from apps.statements.categorization.detection import Detector
from apps.statements.categorization.merchants import MAX_MERCHANT_LENGTH
from apps.statements.categorization.own_categories import resolve_category
from apps.statements.importing.default_currency import get_default_currency
from apps.statements.models import Transaction
from apps.statements.stored_totals import mark_stale, refresh_spending

EDITABLE_FIELDS = ("merchant", "category", "note", "excluded")


def add_transaction(
    *,
    owner_id: int,
    day: date,
    description: str,
    amount: Decimal,
    currency: str = "",
    category: str | None = None,
    note: str = "",
) -> Transaction:
    """Add a transaction; without a category it is detected, as of an imported one."""
    description = " ".join(description.split())
    kind = Transaction.Kind.REFUND if amount < 0 else Transaction.Kind.PURCHASE
    if category is not None:
        category = resolve_category(owner_id=owner_id, word=category)
    else:
        category = Detector(owner_id=owner_id).category(
            merchant=description, description=description, bank_word="", kind=kind, amount=amount
        )
    added = Transaction(
        owner_id=owner_id,
        line=0,
        date=day,
        description=description,
        merchant=description[:MAX_MERCHANT_LENGTH],
        category=category,
        kind=kind,
        amount=amount,
        currency=currency or get_default_currency(owner_id=owner_id),
        note=note,
    )
    _save(added, owner_id)
    return added


def edit_transaction(edited: Transaction, *, owner_id: int, values: dict[str, Any]) -> Transaction:
    """Set these EDITABLE_FIELDS of the owner's transaction; raise TooManyCategoriesError."""
    if "category" in values:
        values = values | {"category": resolve_category(owner_id=owner_id, word=values["category"])}
    for field in EDITABLE_FIELDS:
        if field in values:
            setattr(edited, field, values[field])
    _save(edited, owner_id, fields=[*values])
    return edited


def _save(saved: Transaction, owner_id: int, fields: list[str] | None = None) -> None:
    with transaction.atomic():
        mark_stale(owner_id=owner_id, first=saved.date, last=saved.date)
        saved.save(update_fields=fields)
    refresh_spending(owner_id=owner_id)
    notify_user(user_id=owner_id, event={"type": "spending.changed"})
