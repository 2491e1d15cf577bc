"""Somebody with a row in every table that refers to users."""

from datetime import date

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.tests.equipped import Equipped, make_equipped
from apps.statements.models import CategoryRule, RefusedRow, RememberedAnswers, Spending
from apps.statements.tests.factories import make_statement, make_transaction


def make_owner(handle: str) -> User:
    return make_equipped_owner(handle).user


def make_equipped_owner(handle: str) -> Equipped:
    equipped = make_equipped(handle=handle, deletion_due_at=timezone.now())
    owner = equipped.user
    statement = make_statement(owner=owner, filename=f"{handle}.csv")
    make_transaction(statement=statement, description=f"{handle}'S SHOP")
    RefusedRow.objects.create(
        statement=statement, line=3, code="bad_date", details={"cell": handle}
    )
    CategoryRule.objects.create(owner=owner, text=handle, category="gifts")
    RememberedAnswers.objects.create(owner=owner, signature=handle, answers={"name": handle})
    Spending.objects.create(
        owner=owner,
        currency="USD",
        dimension=Spending.Dimension.MERCHANT,
        date=date(2026, 1, 1),
        key=handle,
        spend=1,
        count=1,
    )
    log_change(statement, by=owner)
    return equipped


def log_change(row: Model, *, by: User) -> LogEntry:
    return LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr=str(row),
        action_flag=CHANGE,
        change_message=f"of {row}",
    )
