"""Comments come, are edited, and go; what was answered stays."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.links.errors import InvalidError, RefusedError, UnknownError
from apps.links.locks import locked_comment, locked_link
from apps.links.models import Comment, Link, Status
from apps.links.models.comment import LONGEST_BODY
from apps.links.ranking import moved_rank
from apps.links.search_index import index_comment, leave_index
from apps.links.texts import cleaned


@transaction.atomic
def comment(*, user: User, link_id: int, body: str, parent_id: int | None = None) -> Comment:
    """On a link, or in answer to a comment on it. Raises UnknownError or InvalidError."""
    body = _body(body)
    link = locked_link(link_id)
    if not link.is_live:
        raise UnknownError
    if parent_id is not None:
        answered = Comment.objects.filter(pk=parent_id, link=link, status=Status.LIVE)
        if not answered.exists():
            raise UnknownError
    made = Comment.objects.create(link=link, parent_id=parent_id, author=user, body=body)
    index_comment(made)
    count_comment(link.pk, 1)
    return made


@transaction.atomic
def edit_comment(*, user: User, comment_id: int, body: str) -> Comment:
    """Raises UnknownError, RefusedError or InvalidError."""
    own = _own_comment(user, comment_id)
    own.body = _body(body)
    own.edited_at = timezone.now()
    own.save(update_fields=["body", "edited_at"])
    index_comment(own)
    return own


@transaction.atomic
def delete_comment(*, user: User, comment_id: int) -> Comment:
    """Nobody reads it any more; the answers to it stay where they are. Raises UnknownError or
    RefusedError."""
    own = _own_comment(user, comment_id)
    own.status = Status.DELETED
    own.save(update_fields=["status"])
    leave_index(own)
    count_comment(own.link_id, -1)
    return own


def count_comment(link_id: int, change: int) -> None:
    comments = F("comment_count") + change
    Link.objects.filter(pk=link_id).update(
        comment_count=comments, rank=moved_rank(F("score"), comments)
    )


def _own_comment(user: User, comment_id: int) -> Comment:
    own = locked_comment(comment_id)
    if not own.is_live:
        raise UnknownError
    if own.author_id != user.pk:
        raise RefusedError(_("This is somebody else's."))
    if not own.may_change(user):
        raise RefusedError(_("This can be changed for two hours, which are over."))
    return own


def _body(body: str) -> str:
    body = cleaned(body, field="body").strip()
    if not body:
        raise InvalidError("body", _("Write something."))
    if len(body) > LONGEST_BODY:
        raise InvalidError("body", _("A comment has at most 10,000 characters."))
    return body
