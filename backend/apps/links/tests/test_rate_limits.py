"""Rate limits of mutations, and the error a client receives."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone
from limits import RateLimitItem, parse

from apps.accounts.models import User
from apps.accounts.tests.graphql_client import GraphQLClient
from apps.links.models import Link
from apps.links.tests.factories import make_comment, make_link

pytestmark = pytest.mark.django_db
TWICE = parse("2/hour")
COMMENT = 'mutation {{ createComment(linkId: {link}, body: "Hi.") {{ comment {{ id }} }} }}'
SUBMIT = 'mutation { createLink(description: "Ask", text: "What?") { id } }'


def age_account(user: User) -> None:
    """Make the user no longer count as new."""
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
def test_exceeded_rate_limit_returns_retry_after(alice: User, name: str, query: str) -> None:
    age_account(alice)
    link = make_link()
    keys = {"link": link.pk, "comment": make_comment(on=link).pk, "own": make_link(by=alice).pk}
    text = query if query is SUBMIT else query.format(**keys)
    client = GraphQLClient(alice)
    with patch(f"apps.links.rate_limits.{name}", TWICE):
        for _ in range(2):
            client.query(text)
        error = client.error(text)
    assert error["code"] == "THROTTLED"
    assert 0 < error["retryAfter"] <= 3600
    assert f"{error['retryAfter']} second" in error["message"]


def test_new_user_has_lower_limit(alice: User, bob: User) -> None:
    age_account(bob)
    few: RateLimitItem = parse("1/hour")
    with (
        patch("apps.links.rate_limits.SUBMIT_NEW", few),
        patch("apps.links.rate_limits.SUBMIT", TWICE),
    ):
        GraphQLClient(alice).query(SUBMIT)
        assert GraphQLClient(alice).error(SUBMIT)["code"] == "THROTTLED"
        for _ in range(2):
            GraphQLClient(bob).query(SUBMIT)
    assert Link.objects.count() == 3
