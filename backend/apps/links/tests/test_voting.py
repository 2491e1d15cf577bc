from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.accounts.tests.graphql_client import GraphQLClient
from apps.links.models import Link, Vote
from apps.links.ranking import compute_rank
from apps.links.tests.factories import make_comment, make_link
from apps.links.voting import cast_vote, remove_vote

pytestmark = pytest.mark.django_db
VOTE = "mutation ($id: Int!) { createVote(linkId: $id) { link { score voted } } }"
REMOVE = "mutation ($id: Int!) { removeVote(linkId: $id) { link { score voted } } }"


def test_vote_counts_once_and_can_be_removed(alice: User) -> None:
    link, client = make_link(), GraphQLClient(alice)
    for _ in range(2):
        data = client.query(VOTE, id=link.pk)
        assert data["createVote"]["link"] == {"score": 2, "voted": True}
    for _ in range(2):
        data = client.query(REMOVE, id=link.pk)
        assert data["removeVote"]["link"] == {"score": 1, "voted": False}
    assert link.votes.count() == 1


def test_submission_includes_authors_vote(alice: User) -> None:
    link = make_link(by=alice)
    assert (link.score, link.votes.get().user) == (1, alice)


def test_vote_updates_rank(alice: User, bob: User) -> None:
    link = make_link(hours=5)
    cast_vote(user=alice, link_id=link.pk)
    cast_vote(user=bob, link_id=link.pk)
    link.refresh_from_db()
    expected = compute_rank(score=3, comments=0, has_url=True, hours=5)
    assert link.rank == pytest.approx(expected, rel=1e-3)

    remove_vote(user=bob, link_id=link.pk)
    link.refresh_from_db()
    expected = compute_rank(score=2, comments=0, has_url=True, hours=5)
    assert link.rank == pytest.approx(expected, rel=1e-3)


@pytest.mark.django_db(transaction=True)
def test_concurrent_votes_are_each_counted_once() -> None:
    link = make_link()
    voters = User.objects.bulk_create(
        [User(email=f"voter{n}@example.com", handle=f"voter{n}") for n in range(200)]
    )

    def vote_twice(voter: User) -> None:
        cast_vote(user=voter, link_id=link.pk)
        cast_vote(user=voter, link_id=link.pk)
        connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(vote_twice, voters))

    link.refresh_from_db()
    assert link.score == Vote.objects.filter(link=link).count() == 201


def test_vote_requires_sign_in() -> None:
    error = GraphQLClient().error(VOTE, id=make_link().pk)
    assert (error["message"], error["code"]) == (
        "You must be logged to vote!",
        "UNAUTHENTICATED",
    )


def test_vote_on_hidden_link_is_rejected(alice: User) -> None:
    link = make_link()
    Link.objects.update(status="hidden")
    error = GraphQLClient(alice).error(VOTE, id=link.pk)
    assert (error["message"], error["code"]) == ("Invalid Link!", "NOT_FOUND")


ON_COMMENT = """mutation ($id: ID!, $value: Int!) {
    voteOnComment(id: $id, value: $value) { comment { score vote } }
}"""


def on_comment(client: GraphQLClient, key: int, value: int) -> tuple[int, int]:
    shown = client.query(ON_COMMENT, id=key, value=value)["voteOnComment"]["comment"]
    return shown["score"], shown["vote"]


def test_comment_vote_replaces_previous_vote(alice: User, settings: object) -> None:
    comment, client = make_comment(on=make_link()), GraphQLClient(alice)
    make_link(by=alice, score=500)  # the karma that it takes
    assert on_comment(client, comment.pk, 1) == (1, 1)
    assert on_comment(client, comment.pk, 1) == (1, 1)
    assert on_comment(client, comment.pk, -1) == (-1, -1)
    assert on_comment(client, comment.pk, 0) == (0, 0)


def test_downvote_requires_karma(alice: User) -> None:
    comment = make_comment(on=make_link())
    error = GraphQLClient(alice).error(ON_COMMENT, id=comment.pk, value=-1)
    assert error["code"] == "FORBIDDEN"
    assert error["message"] == "This requires 200 karma; you have 0."


def test_vote_on_own_comment_is_forbidden(alice: User) -> None:
    comment = make_comment(on=make_link(), by=alice)
    assert GraphQLClient(alice).error(ON_COMMENT, id=comment.pk, value=1)["code"] == "FORBIDDEN"


def test_downvotes_end_at_minimum_score() -> None:
    comment = make_comment(on=make_link())
    codes = []
    for _ in range(6):
        voter = make_user()
        make_link(by=voter, score=500)
        result = GraphQLClient(voter).execute(ON_COMMENT, id=comment.pk, value=-1)
        codes.append("errors" in result)
    comment.refresh_from_db()
    assert (comment.score, codes) == (-4, [False] * 4 + [True] * 2)
