"""How often somebody may act. A newcomer's every wish is another one's work to moderate."""

from datetime import timedelta

from django.utils import timezone
from limits import RateLimitItem, parse

from apps.accounts.models import User
from apps.core.rates import spend

NEWCOMER_FOR = timedelta(days=7)

SUBMIT = parse("30/hour")
SUBMIT_NEW = parse("10/hour")
COMMENT = parse("30/10 minutes")
COMMENT_NEW = parse("10/10 minutes")
VOTE = parse("120/minute")
FLAG = parse("20/hour")
CHANGE = parse("60/10 minutes")
"""Edits, deletions, what is saved, and what is hidden."""
READ_TITLE = parse("30/10 minutes")


def spend_submission(user: User) -> None:
    _spend(SUBMIT, SUBMIT_NEW, "submit", user)


def spend_comment(user: User) -> None:
    _spend(COMMENT, COMMENT_NEW, "comment", user)


def spend_vote(user: User) -> None:
    spend(VOTE, "vote", user.pk)


def spend_flag(user: User) -> None:
    spend(FLAG, "flag", user.pk)


def spend_change(user: User) -> None:
    spend(CHANGE, "change", user.pk)


def spend_title(user: User) -> None:
    spend(READ_TITLE, "title", user.pk)


def _spend(limit: RateLimitItem, of_newcomers: RateLimitItem, what: str, user: User) -> None:
    is_new = user.date_joined > timezone.now() - NEWCOMER_FOR
    spend(of_newcomers if is_new else limit, what, user.pk)
