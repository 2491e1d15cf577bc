"""Karma: the score of a user's links and comments, and the privileges it gives."""

from constance import config
from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.links.errors import ForbiddenError
from apps.links.models import Comment, Link, Status


def get_karma(user: User) -> int:
    """Sum the scores of live comments, and of live links less each author's own vote."""
    links = Link.objects.filter(posted_by=user, status=Status.LIVE, score__gt=0)
    comments = Comment.objects.filter(author=user, status=Status.LIVE)
    return int(
        (links.aggregate(sum=Sum(F("score") - 1))["sum"] or 0)
        + (comments.aggregate(sum=Sum("score"))["sum"] or 0)
    )


def require_karma_to_flag(user: User) -> None:
    """Raise ForbiddenError if the user has too little."""
    _require_karma(user, int(config.KARMA_TO_FLAG))


def require_karma_to_downvote(user: User) -> None:
    """Raise ForbiddenError if the user has too little."""
    _require_karma(user, int(config.KARMA_TO_DOWNVOTE))


def _require_karma(user: User, least: int) -> None:
    karma = get_karma(user)
    if karma < least:
        raise ForbiddenError(
            _("This requires %(least)s karma; you have %(karma)s.")
            % {"least": least, "karma": karma}
        )
