"""Flags by users, and removal by moderators with a public log."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.links.comments import change_comment_count
from apps.links.errors import ForbiddenError, InvalidInputError, NotFoundError
from apps.links.karma import require_karma_to_flag
from apps.links.locks import lock_comment, lock_link
from apps.links.models import Comment, Flag, Link, Moderation, Status
from apps.links.models.moderation import MAX_REASON_LENGTH
from apps.links.normalization import normalize_text
from apps.links.search_index import index_comment, index_link, remove_from_index

# Removed automatically at this many flags, unless its score is at least MIN_SCORE_TO_KEEP.
# Source: anarki, news.arc: more than 7 flags, score below 10.
FLAGS_TO_REMOVE = 8
MIN_SCORE_TO_KEEP = 10
PERMISSION = "links.add_moderation"

Item = Link | Comment


def is_moderator(user: User) -> bool:
    return user.is_active and user.has_perm(PERMISSION)


@transaction.atomic
def flag(
    *, user: User, reason: str, link_id: int | None = None, comment_id: int | None = None
) -> Item:
    """Flag a link or comment; a repeated flag keeps the first reason.

    Raise NotFoundError or ForbiddenError.
    """
    row = _lock_item(link_id, comment_id)
    if not row.is_live:
        raise NotFoundError
    if _author_id(row) == user.pk:
        raise ForbiddenError(_("You cannot flag your own post."))
    if not row.is_flaggable:
        raise ForbiddenError(_("Posts can be flagged for two weeks only."))
    require_karma_to_flag(user)
    Flag.objects.get_or_create(user=user, defaults={"reason": reason}, **_item_field(row))
    if row.flags.count() >= FLAGS_TO_REMOVE and row.score < MIN_SCORE_TO_KEEP:
        _remove(row, Status.FLAGGED)
    return row


@transaction.atomic
def unflag(*, user: User, link_id: int | None = None, comment_id: int | None = None) -> Item:
    """Remove the user's flag; a post removed by flags stays removed. Raise NotFoundError."""
    row = _lock_item(link_id, comment_id)
    Flag.objects.filter(user=user, **_item_field(row)).delete()
    return row


@transaction.atomic
def moderate(
    *,
    moderator: User,
    action: str,
    reason: str,
    link_id: int | None = None,
    comment_id: int | None = None,
) -> Moderation:
    """Hide or restore a link or comment, and record it in the public log.

    Raise NotFoundError, ForbiddenError or InvalidInputError.
    """
    if not is_moderator(moderator):
        raise ForbiddenError(_("Only moderators can do this."))
    reason = " ".join(normalize_text(reason, field="reason").split())
    if not reason:
        raise InvalidInputError("reason", _("Enter a reason. It will be public."))
    if len(reason) > MAX_REASON_LENGTH:
        raise InvalidInputError("reason", _("The reason may have at most 300 characters."))
    row = _lock_item(link_id, comment_id)
    if action == Moderation.Action.HIDE:
        if row.status in (Status.HIDDEN, Status.DELETED):
            raise ForbiddenError(_("This is already removed."))
        _remove(row, Status.HIDDEN)
    else:
        if row.status not in (Status.HIDDEN, Status.FLAGGED):
            raise ForbiddenError(_("This is not removed."))
        _restore(row)
    return Moderation.objects.create(
        moderator=moderator,
        link_id=row.link_id if isinstance(row, Comment) else row.pk,
        comment=row if isinstance(row, Comment) else None,
        action=action,
        reason=reason,
    )


def _remove(row: Item, status: Status) -> None:
    was_live = row.is_live
    row.status = status
    row.save(update_fields=["status"])
    if was_live:
        remove_from_index(row)
        if isinstance(row, Comment):
            change_comment_count(row.link_id, -1)


def _restore(row: Item) -> None:
    if isinstance(row, Link) and row.canonical_url:
        duplicates = Link.objects.filter(canonical_url=row.canonical_url, status=Status.LIVE)
        if duplicates.exists():
            raise ForbiddenError(_("This page has been submitted again in the meantime."))
    row.status = Status.LIVE
    row.save(update_fields=["status"])
    if isinstance(row, Link):
        index_link(row)
    else:
        index_comment(row)
        change_comment_count(row.link_id, 1)


def _lock_item(link_id: int | None, comment_id: int | None) -> Item:
    if comment_id is not None:
        return lock_comment(comment_id)
    if link_id is not None:
        return lock_link(link_id)
    raise NotFoundError


def _item_field(row: Item) -> dict[str, Item]:
    return {"comment" if isinstance(row, Comment) else "link": row}


def _author_id(row: Item) -> int | None:
    return row.author_id if isinstance(row, Comment) else row.posted_by_id
