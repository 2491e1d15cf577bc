"""What happens among the links, for those who are looking. Hints, as all live events: one may be
lost, and whoever comes back reads afresh."""

from functools import partial

from django.db import transaction

from apps.core.live import send_to
from apps.links.models import Comment, Link

NEW_LINKS = "links.new"


def counts_of(link_id: int) -> str:
    """The group of those who see how many votes and comments a link has."""
    return f"links.counts.{link_id}"


def comments_on(link_id: int) -> str:
    """The group of those who read a discussion."""
    return f"links.comments.{link_id}"


def tell_link(link: Link) -> None:
    _tell(NEW_LINKS, {"id": link.pk})


def tell_counts(link: Link) -> None:
    counts = {"id": link.pk, "score": link.score, "comment_count": link.comment_count}
    _tell(counts_of(link.pk), counts)


def tell_comment(comment: Comment) -> None:
    _tell(comments_on(comment.link_id), {"id": comment.pk})
    tell_counts(Link.objects.get(pk=comment.link_id))


def _tell(group: str, event: dict[str, int]) -> None:
    transaction.on_commit(partial(send_to, group, event))
