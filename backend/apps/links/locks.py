"""Row locks. A link is locked before its comment, and both before rows that depend on them, so
that transactions do not deadlock."""

from apps.links.errors import NotFoundError
from apps.links.models import Comment, Link


def lock_link(link_id: int) -> Link:
    """Return the link, locked. Raise NotFoundError."""
    link = Link.objects.select_for_update().filter(pk=link_id).first()
    if link is None:
        raise NotFoundError
    return link


def lock_comment(comment_id: int) -> Comment:
    """Return the comment, locked together with its link. Raise NotFoundError."""
    link = Comment.objects.filter(pk=comment_id).values_list("link_id", flat=True).first()
    if link is None:
        raise NotFoundError
    lock_link(link)
    return Comment.objects.select_for_update().get(pk=comment_id)
