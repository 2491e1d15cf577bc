"""What should not be here: readers flag it, moderators hide it, and everybody sees the log."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.links.discussion import count_comment
from apps.links.errors import InvalidError, RefusedError, UnknownError
from apps.links.karma import needs_karma_to_flag
from apps.links.locks import locked_comment, locked_link
from apps.links.models import Comment, Flag, Link, Moderation, Status
from apps.links.models.moderation import LONGEST_REASON
from apps.links.search_index import index_comment, index_link, leave_index
from apps.links.texts import cleaned

FLAGS_TO_GO = 8
"""So many flags, and it goes by itself, unless …"""
SCORE_TO_STAY = 10
"""… so many voted for it. Source: anarki, news.arc: more than 7 flags, score below 10."""
PERMISSION = "links.add_moderation"

Row = Link | Comment


def is_moderator(user: User) -> bool:
    return user.is_active and user.has_perm(PERMISSION)


@transaction.atomic
def flag(
    *, user: User, reason: str, link_id: int | None = None, comment_id: int | None = None
) -> Row:
    """Flagged again, it keeps the first reason. Raises UnknownError or RefusedError."""
    row = _locked(link_id, comment_id)
    if not row.is_live:
        raise UnknownError
    if _author(row) == user.pk:
        raise RefusedError(_("Nobody flags what they wrote."))
    if not row.is_flaggable:
        raise RefusedError(_("This can be flagged for two weeks, which are over."))
    needs_karma_to_flag(user)
    Flag.objects.get_or_create(user=user, defaults={"reason": reason}, **_key(row))
    if row.flags.count() >= FLAGS_TO_GO and row.score < SCORE_TO_STAY:
        _take_away(row, Status.FLAGGED)
    return row


@transaction.atomic
def unflag(*, user: User, link_id: int | None = None, comment_id: int | None = None) -> Row:
    """What went by flags does not come back by it. Raises UnknownError."""
    row = _locked(link_id, comment_id)
    Flag.objects.filter(user=user, **_key(row)).delete()
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
    """Hide it, or let it be seen again, and say why. Raises UnknownError, RefusedError or
    InvalidError."""
    if not is_moderator(moderator):
        raise RefusedError(_("This is for moderators."))
    reason = " ".join(cleaned(reason, field="reason").split())
    if not reason:
        raise InvalidError("reason", _("Say why: everybody can read it."))
    if len(reason) > LONGEST_REASON:
        raise InvalidError("reason", _("A reason has at most 300 characters."))
    row = _locked(link_id, comment_id)
    if action == Moderation.Action.HIDE:
        if row.status in (Status.HIDDEN, Status.DELETED):
            raise RefusedError(_("This is not to be seen already."))
        _take_away(row, Status.HIDDEN)
    else:
        if row.status not in (Status.HIDDEN, Status.FLAGGED):
            raise RefusedError(_("This was not hidden."))
        _bring_back(row)
    return Moderation.objects.create(
        moderator=moderator,
        link_id=row.link_id if isinstance(row, Comment) else row.pk,
        comment=row if isinstance(row, Comment) else None,
        action=action,
        reason=reason,
    )


def _take_away(row: Row, status: Status) -> None:
    was_live = row.is_live
    row.status = status
    row.save(update_fields=["status"])
    if was_live:
        leave_index(row)
        if isinstance(row, Comment):
            count_comment(row.link_id, -1)


def _bring_back(row: Row) -> None:
    if isinstance(row, Link) and row.canonical_url:
        again = Link.objects.filter(canonical_url=row.canonical_url, status=Status.LIVE)
        if again.exists():
            raise RefusedError(_("Its page has been submitted again since."))
    row.status = Status.LIVE
    row.save(update_fields=["status"])
    if isinstance(row, Link):
        index_link(row)
    else:
        index_comment(row)
        count_comment(row.link_id, 1)


def _locked(link_id: int | None, comment_id: int | None) -> Row:
    if comment_id is not None:
        return locked_comment(comment_id)
    if link_id is not None:
        return locked_link(link_id)
    raise UnknownError


def _key(row: Row) -> dict[str, Row]:
    return {"comment" if isinstance(row, Comment) else "link": row}


def _author(row: Row) -> int | None:
    return row.author_id if isinstance(row, Comment) else row.posted_by_id
