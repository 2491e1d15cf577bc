"""Live events about links. As all live events they may be lost: a client refetches after it
reconnects."""

from functools import partial

from django.db import transaction

from apps.core.websockets import notify_group
from apps.links.models import Comment, Link

NEW_LINKS = "links.new"


def counts_group(link_id: int) -> str:
    """Return the group that receives a link's score and number of comments."""
    return f"links.counts.{link_id}"


def comments_group(link_id: int) -> str:
    """Return the group that receives new comments on a link."""
    return f"links.comments.{link_id}"


def notify_link_created(link: Link) -> None:
    _notify_on_commit(NEW_LINKS, {"id": link.pk})


def notify_counts_changed(link: Link) -> None:
    counts = {"id": link.pk, "score": link.score, "comment_count": link.comment_count}
    _notify_on_commit(counts_group(link.pk), counts)


def notify_comment_created(comment: Comment) -> None:
    _notify_on_commit(comments_group(comment.link_id), {"id": comment.pk})
    notify_counts_changed(Link.objects.get(pk=comment.link_id))


def _notify_on_commit(group: str, event: dict[str, int]) -> None:
    transaction.on_commit(partial(notify_group, group, event))
