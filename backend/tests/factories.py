"""A user with a row in every table that refers to users."""

from datetime import date

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.tests.complete_user import CompleteUser, make_complete_user
from apps.links.bookmarks import hide_link, save_link
from apps.links.models import Flag, Moderation
from apps.links.profiles import edit_about
from apps.links.tests.factories import make_comment, make_link
from apps.links.voting import cast_vote, vote_on_comment
from apps.statements.models import (
    BankAccount,
    Category,
    CategoryRule,
    RefusedRow,
    RememberedAnswers,
    Spending,
    TransactionChange,
    TransactionText,
)
from apps.statements.tests.factories import make_statement, make_transaction


def make_owner(handle: str) -> User:
    return make_complete_owner(handle).user


def make_complete_owner(handle: str) -> CompleteUser:
    complete_user = make_complete_user(handle=handle, deletion_due_at=timezone.now())
    owner = complete_user.user
    give_statements(owner)  # sample: statements
    give_links(owner)  # sample: links
    log_change(owner, by=owner)
    return complete_user


# sample: statements begin
def give_statements(owner: User) -> None:
    """Create a statement of the owner, and a row of each model that belongs to them."""
    handle = owner.handle
    statement = make_statement(owner=owner, filename=f"{handle}.csv")
    make_transaction(statement=statement, description=f"{handle}'S SHOP")
    deleted = make_transaction(statement=statement, description=f"{handle} deleted this")
    change = TransactionChange.objects.create(owner=owner, kind=TransactionChange.Kind.DELETION)
    owner.transactions.filter(pk=deleted.pk).update(owner=None, change_id=change.pk)
    RefusedRow.objects.create(
        statement=statement, line=3, code="bad_date", details={"cell": handle}
    )
    BankAccount.objects.create(owner=owner, name=handle, currency="USD")
    Category.objects.create(owner=owner, key=handle)
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
    TransactionText.objects.create(owner=owner, merchant=handle, description=f"{handle}'S SHOP")


# sample: statements end


# sample: links begin
def give_links(owner: User) -> None:
    """Create a link and a comment of the owner, with comments of others on both."""
    link = make_link(by=owner, title=f"By {owner.handle}", text=f"{owner.handle} writes.")
    comment = make_comment(on=link, by=owner, body=f"{owner.handle} adds.")
    make_comment(on=link, under=comment)
    others = make_link()
    cast_vote(user=owner, link_id=others.pk)
    save_link(user=owner, link_id=others.pk)
    hide_link(user=owner, link_id=others.pk)
    edit_about(user=owner, about=f"About {owner.handle}.")
    vote_on_comment(user=owner, comment_id=make_comment(on=others).pk, value=1)
    Flag.objects.create(user=owner, link=others, reason=Flag.Reason.SPAM)
    Moderation.objects.create(
        moderator=owner, link=others, action=Moderation.Action.HIDE, reason="Spam."
    )


# sample: links end


def log_change(row: Model, *, by: User) -> LogEntry:
    return LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr=str(row),
        action_flag=CHANGE,
        change_message=f"of {row}",
    )
