"""Votes: one a person, counted once however often and at whatever moment it is given."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.links.errors import RefusedError, UnknownError
from apps.links.karma import needs_karma_to_downvote
from apps.links.locks import locked_comment, locked_link
from apps.links.models import Comment, CommentVote, Link, Vote
from apps.links.models.comment import LOWEST_SCORE
from apps.links.ranking import moved_rank


@transaction.atomic
def vote(*, user: User, link_id: int) -> Vote:
    """The user's vote for the link, the one they gave before where they did.

    Raises UnknownError.
    """
    # The row is locked before the vote is written, always in this order: two votes wait for one
    # another, and neither for a third.
    link = _live(link_id)
    given = Vote.objects.filter(user=user, link=link).first()
    if given is None:
        given = Vote.objects.create(user=user, link=link)
        _count(link, 1)
    given.link = link
    return given


@transaction.atomic
def take_back(*, user: User, link_id: int) -> Link:
    """Where there was no vote, there is none afterwards. Raises UnknownError."""
    link = _live(link_id)
    if Vote.objects.filter(user=user, link=link).delete()[0]:
        _count(link, -1)
    return link


@transaction.atomic
def vote_on_comment(*, user: User, comment_id: int, value: int) -> Comment:
    """1 for it, -1 against it, 0 for neither; what was said before is forgotten.

    Raises UnknownError, or RefusedError where the user may not.
    """
    comment = locked_comment(comment_id)
    if not comment.is_live:
        raise UnknownError
    if comment.author_id == user.pk:
        raise RefusedError(_("Nobody votes on what they wrote."))
    before = CommentVote.objects.filter(user=user, comment=comment).first()
    change = value - (before.value if before else 0)
    if value == -1 and change:
        _check_downvote(comment, user)
    if not value:
        CommentVote.objects.filter(user=user, comment=comment).delete()
    else:
        CommentVote.objects.update_or_create(user=user, comment=comment, defaults={"value": value})
    comment.score += change
    comment.save(update_fields=["score"])
    return comment


def _check_downvote(comment: Comment, user: User) -> None:
    needs_karma_to_downvote(user)
    if not comment.is_downvotable:
        raise RefusedError(_("A comment can be voted down for a day."))
    if comment.score <= LOWEST_SCORE:
        raise RefusedError(_("This comment is as low as it gets."))


def _live(link_id: int) -> Link:
    link = locked_link(link_id)
    if not link.is_live:
        raise UnknownError
    return link


def _count(link: Link, change: int) -> None:
    score = F("score") + change
    Link.objects.filter(pk=link.pk).update(score=score, rank=moved_rank(score, F("comment_count")))
    link.refresh_from_db(fields=["score", "rank"])
