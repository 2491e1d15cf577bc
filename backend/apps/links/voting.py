"""Votes on links and comments. Each user has one, counted once under repeats and concurrency."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.links.errors import ForbiddenError, NotFoundError
from apps.links.karma import require_karma_to_downvote
from apps.links.locks import lock_comment, lock_link
from apps.links.models import Comment, CommentVote, Link, Vote
from apps.links.models.comment import MIN_SCORE
from apps.links.ranking import updated_rank


@transaction.atomic
def cast_vote(*, user: User, link_id: int) -> Vote:
    """Return the user's vote for the link, a new one or the existing one. Raise NotFoundError."""
    # The link is locked before the vote is written, always in this order: see `locks`.
    link = _lock_live_link(link_id)
    given = Vote.objects.filter(user=user, link=link).first()
    if given is None:
        given = Vote.objects.create(user=user, link=link)
        _change_score(link, 1)
    given.link = link
    return given


@transaction.atomic
def remove_vote(*, user: User, link_id: int) -> Link:
    """Remove the user's vote, if any, and return the link. Raise NotFoundError."""
    link = _lock_live_link(link_id)
    if Vote.objects.filter(user=user, link=link).delete()[0]:
        _change_score(link, -1)
    return link


@transaction.atomic
def vote_on_comment(*, user: User, comment_id: int, value: int) -> Comment:
    """Replace the user's vote: 1 (upvote), -1 (downvote) or 0 (none).

    Raise NotFoundError or ForbiddenError.
    """
    comment = lock_comment(comment_id)
    if not comment.is_live:
        raise NotFoundError
    if comment.author_id == user.pk:
        raise ForbiddenError(_("You cannot vote on your own comment."))
    before = CommentVote.objects.filter(user=user, comment=comment).first()
    change = value - (before.value if before else 0)
    if value == -1 and change:
        _require_downvotable(comment, user)
    if not value:
        CommentVote.objects.filter(user=user, comment=comment).delete()
    else:
        CommentVote.objects.update_or_create(user=user, comment=comment, defaults={"value": value})
    comment.score += change
    comment.save(update_fields=["score"])
    return comment


def _require_downvotable(comment: Comment, user: User) -> None:
    require_karma_to_downvote(user)
    if not comment.is_downvotable:
        raise ForbiddenError(_("Comments can be downvoted for one day only."))
    if comment.score <= MIN_SCORE:
        raise ForbiddenError(_("This comment already has the minimum score."))


def _lock_live_link(link_id: int) -> Link:
    link = lock_link(link_id)
    if not link.is_live:
        raise NotFoundError
    return link


def _change_score(link: Link, change: int) -> None:
    score = F("score") + change
    Link.objects.filter(pk=link.pk).update(
        score=score, rank=updated_rank(score, F("comment_count"))
    )
    link.refresh_from_db(fields=["score", "rank"])
