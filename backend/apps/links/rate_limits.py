"""Rate limits per user; lower for new users, whose posts need more moderation."""

from datetime import timedelta

from django.utils import timezone
from limits import RateLimitItem, parse

from apps.accounts.models import User
from apps.core.rate_limiting import consume

NEW_USER_PERIOD = timedelta(days=7)

SUBMIT = parse("30/hour")
SUBMIT_NEW = parse("10/hour")
COMMENT = parse("30/10 minutes")
COMMENT_NEW = parse("10/10 minutes")
VOTE = parse("120/minute")
FLAG = parse("20/hour")
# Edits, deletions, saved and hidden links.
CHANGE = parse("60/10 minutes")
READ_TITLE = parse("30/10 minutes")


def consume_submission(user: User) -> None:
    _consume_by_age(SUBMIT, SUBMIT_NEW, "submit", user)


def consume_comment(user: User) -> None:
    _consume_by_age(COMMENT, COMMENT_NEW, "comment", user)


def consume_vote(user: User) -> None:
    consume(VOTE, "vote", user.pk)


def consume_flag(user: User) -> None:
    consume(FLAG, "flag", user.pk)


def consume_change(user: User) -> None:
    consume(CHANGE, "change", user.pk)


def consume_title(user: User) -> None:
    consume(READ_TITLE, "title", user.pk)


def _consume_by_age(limit: RateLimitItem, new_limit: RateLimitItem, what: str, user: User) -> None:
    is_new = user.date_joined > timezone.now() - NEW_USER_PERIOD
    consume(new_limit if is_new else limit, what, user.pk)
