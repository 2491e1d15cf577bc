"""How often somebody may act, and what they are told."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone
from limits import RateLimitItem, parse

from apps.accounts.models import User
from apps.links.models import Link
from apps.links.tests.asking import Asker
from apps.links.tests.factories import make_comment, make_link

pytestmark = pytest.mark.django_db
TWICE = parse("2/hour")
COMMENT = 'mutation {{ createComment(linkId: {link}, body: "Hi.") {{ comment {{ id }} }} }}'
SUBMIT = 'mutation { createLink(description: "Ask", text: "What?") { id } }'


def settle(user: User) -> None:
    """They have been here for a while."""
    user.date_joined = timezone.now() - timedelta(days=8)
    user.save()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("SUBMIT", SUBMIT),
        ("COMMENT", COMMENT),
        ("VOTE", "mutation {{ createVote(linkId: {link}) {{ link {{ id }} }} }}"),
        ("VOTE", "mutation {{ removeVote(linkId: {link}) {{ link {{ id }} }} }}"),
        ("VOTE", "mutation {{ voteOnComment(id: {comment}, value: 1) {{ comment {{ id }} }} }}"),
        ("FLAG", "mutation {{ flag(linkId: {link}) {{ link {{ id }} }} }}"),
        ("CHANGE", "mutation {{ saveLink(id: {link}) {{ link {{ id }} }} }}"),
        ("CHANGE", 'mutation {{ editLink(id: {own}, description: "x") {{ link {{ id }} }} }}'),
    ],
)  # fmt: skip
def test_whoever_acts_too_often_is_told_when_to_come_again(
    alice: User, name: str, query: str
) -> None:
    settle(alice)
    link = make_link()
    keys = {"link": link.pk, "comment": make_comment(on=link).pk, "own": make_link(by=alice).pk}
    text = query if query is SUBMIT else query.format(**keys)
    asker = Asker(alice)
    with patch(f"apps.links.limits.{name}", TWICE):
        for _ in range(2):
            asker.data(text)
        refusal = asker.refusal(text)
    assert refusal["code"] == "THROTTLED"
    assert 0 < refusal["retryAfter"] <= 3600
    assert f"{refusal['retryAfter']} second" in refusal["message"]


def test_a_newcomer_may_less(alice: User, bob: User) -> None:
    settle(bob)
    few: RateLimitItem = parse("1/hour")
    with patch("apps.links.limits.SUBMIT_NEW", few), patch("apps.links.limits.SUBMIT", TWICE):
        Asker(alice).data(SUBMIT)
        assert Asker(alice).refusal(SUBMIT)["code"] == "THROTTLED"
        for _ in range(2):
            Asker(bob).data(SUBMIT)
    assert Link.objects.count() == 3
