"""What others thought of somebody's links and comments, and what it entitles them to."""

from constance import config
from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.links.errors import RefusedError
from apps.links.models import Comment, Link, Status


def karma_of(user: User) -> int:
    """Points of live links, less the one each gets of its author, and of live comments."""
    links = Link.objects.filter(posted_by=user, status=Status.LIVE, score__gt=0)
    comments = Comment.objects.filter(author=user, status=Status.LIVE)
    return int(
        (links.aggregate(sum=Sum(F("score") - 1))["sum"] or 0)
        + (comments.aggregate(sum=Sum("score"))["sum"] or 0)
    )


def needs_karma_to_flag(user: User) -> None:
    """Raises RefusedError."""
    _needs(user, int(config.KARMA_TO_FLAG))


def needs_karma_to_downvote(user: User) -> None:
    """Raises RefusedError."""
    _needs(user, int(config.KARMA_TO_DOWNVOTE))


def _needs(user: User, least: int) -> None:
    karma = karma_of(user)
    if karma < least:
        raise RefusedError(
            _("This takes %(least)s points of karma, and you have %(karma)s.")
            % {"least": least, "karma": karma}
        )
