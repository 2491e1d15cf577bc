"""Create, edit, delete and restore comments."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.links.errors import ForbiddenError, InvalidInputError, NotFoundError
from apps.links.locks import lock_comment, lock_link
from apps.links.models import Comment, Link, Status
from apps.links.models.comment import MAX_BODY_LENGTH, UNDO_WINDOW
from apps.links.normalization import normalize_text
from apps.links.ranking import updated_rank
from apps.links.search_index import index_comment, remove_from_index


@transaction.atomic
def create_comment(
    *,
    user: User,
    link_id: int,
    body: str,
    parent_id: int | None = None,
    idempotency_key: UUID | None = None,
) -> Comment:
    """Comment on a link, or reply to a comment on it; a repeated key returns the first comment.

    Raise NotFoundError or InvalidInputError.
    """
    body = _validate_body(body)
    # A repeat waits for the request that it repeats.
    link = lock_link(link_id)
    if idempotency_key is not None:
        created = Comment.objects.filter(author=user, idempotency_key=idempotency_key).first()
        if created is not None:
            return created
    if not link.is_live:
        raise NotFoundError
    if parent_id is not None:
        parents = Comment.objects.filter(pk=parent_id, link=link, status=Status.LIVE)
        if not parents.exists():
            raise NotFoundError
    comment = Comment.objects.create(
        link=link,
        parent_id=parent_id,
        author=user,
        body=body,
        idempotency_key=idempotency_key,
    )
    index_comment(comment)
    change_comment_count(link.pk, 1)
    return comment


@transaction.atomic
def edit_comment(*, user: User, comment_id: int, body: str) -> Comment:
    """Raise NotFoundError, ForbiddenError or InvalidInputError."""
    comment = _lock_editable_comment(user, comment_id)
    comment.body = _validate_body(body)
    comment.edited_at = timezone.now()
    comment.save(update_fields=["body", "edited_at"])
    index_comment(comment)
    return comment


@transaction.atomic
def delete_comment(*, user: User, comment_id: int) -> Comment:
    """Delete a comment; its replies stay. Raise NotFoundError or ForbiddenError."""
    comment = _lock_editable_comment(user, comment_id)
    comment.status, comment.deleted_at = Status.DELETED, timezone.now()
    comment.save(update_fields=["status", "deleted_at"])
    remove_from_index(comment)
    change_comment_count(comment.link_id, -1)
    return comment


@transaction.atomic
def restore_comment(*, user: User, comment_id: int) -> Comment:
    """Undo a deletion of the last ten minutes. Raise NotFoundError or ForbiddenError."""
    comment = lock_comment(comment_id)
    if comment.author_id != user.pk:
        raise ForbiddenError(_("You can only change your own posts."))
    if (
        comment.status != Status.DELETED
        or comment.deleted_at is None
        or comment.deleted_at < timezone.now() - UNDO_WINDOW
    ):
        raise NotFoundError
    comment.status, comment.deleted_at = Status.LIVE, None
    comment.save(update_fields=["status", "deleted_at"])
    index_comment(comment)
    change_comment_count(comment.link_id, 1)
    return comment


def change_comment_count(link_id: int, change: int) -> None:
    comments = F("comment_count") + change
    Link.objects.filter(pk=link_id).update(
        comment_count=comments, rank=updated_rank(F("score"), comments)
    )


def _lock_editable_comment(user: User, comment_id: int) -> Comment:
    comment = lock_comment(comment_id)
    if not comment.is_live:
        raise NotFoundError
    if comment.author_id != user.pk:
        raise ForbiddenError(_("You can only change your own posts."))
    if not comment.is_editable_by(user):
        raise ForbiddenError(_("Posts can be changed for two hours only."))
    return comment


def _validate_body(body: str) -> str:
    body = normalize_text(body, field="body").strip()
    if not body:
        raise InvalidInputError("body", _("Enter a comment."))
    if len(body) > MAX_BODY_LENGTH:
        raise InvalidInputError("body", _("A comment may have at most 10,000 characters."))
    return body
