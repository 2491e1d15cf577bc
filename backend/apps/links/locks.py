"""A link's row is locked before that of a comment on it, and both before what is written of them:
whoever waits, waits for one who can go on."""

from apps.links.errors import UnknownError
from apps.links.models import Comment, Link


def locked_link(link_id: int) -> Link:
    """Raises UnknownError."""
    link = Link.objects.select_for_update().filter(pk=link_id).first()
    if link is None:
        raise UnknownError
    return link


def locked_comment(comment_id: int) -> Comment:
    """With its link. Raises UnknownError."""
    link = Comment.objects.filter(pk=comment_id).values_list("link_id", flat=True).first()
    if link is None:
        raise UnknownError
    locked_link(link)
    return Comment.objects.select_for_update().get(pk=comment_id)
