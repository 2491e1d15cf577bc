from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.links.models import Link, Vote
from apps.links.ranking import rank_of
from apps.links.tests.asking import Asker
from apps.links.tests.factories import make_comment, make_link
from apps.links.voting import take_back, vote

pytestmark = pytest.mark.django_db
VOTE = "mutation ($id: Int!) { createVote(linkId: $id) { link { score voted } } }"
REMOVE = "mutation ($id: Int!) { removeVote(linkId: $id) { link { score voted } } }"


def test_a_vote_counts_once_and_can_be_taken_back(alice: User) -> None:
    link, asker = make_link(), Asker(alice)
    for _ in range(2):
        answer = asker.data(VOTE, id=link.pk)
        assert answer["createVote"]["link"] == {"score": 2, "voted": True}
    for _ in range(2):
        answer = asker.data(REMOVE, id=link.pk)
        assert answer["removeVote"]["link"] == {"score": 1, "voted": False}
    assert link.votes.count() == 1


def test_the_author_has_voted_with_the_submission(alice: User) -> None:
    link = make_link(by=alice)
    assert (link.score, link.votes.get().user) == (1, alice)


def test_the_rank_follows_the_vote(alice: User, bob: User) -> None:
    link = make_link(hours=5)
    vote(user=alice, link_id=link.pk)
    vote(user=bob, link_id=link.pk)
    link.refresh_from_db()
    expected = rank_of(score=3, comments=0, has_address=True, hours=5)
    assert link.rank == pytest.approx(expected, rel=1e-3)

    take_back(user=bob, link_id=link.pk)
    link.refresh_from_db()
    expected = rank_of(score=2, comments=0, has_address=True, hours=5)
    assert link.rank == pytest.approx(expected, rel=1e-3)


@pytest.mark.django_db(transaction=True)
def test_of_two_hundred_votes_at_once_none_is_lost_and_none_is_counted_twice() -> None:
    link = make_link()
    voters = User.objects.bulk_create(
        [User(email=f"voter{n}@example.com", handle=f"voter{n}") for n in range(200)]
    )

    def cast_vote(voter: User) -> None:
        vote(user=voter, link_id=link.pk)
        vote(user=voter, link_id=link.pk)
        connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(cast_vote, voters))

    link.refresh_from_db()
    assert link.score == Vote.objects.filter(link=link).count() == 201


def test_who_is_not_signed_in_does_not_vote() -> None:
    refusal = Asker().refusal(VOTE, id=make_link().pk)
    assert (refusal["message"], refusal["code"]) == (
        "You must be logged to vote!",
        "UNAUTHENTICATED",
    )


def test_what_is_gone_cannot_be_voted_for(alice: User) -> None:
    link = make_link()
    Link.objects.update(status="hidden")
    refusal = Asker(alice).refusal(VOTE, id=link.pk)
    assert (refusal["message"], refusal["code"]) == ("Invalid Link!", "NOT_FOUND")


ON_COMMENT = """mutation ($id: ID!, $value: Int!) {
    voteOnComment(id: $id, value: $value) { comment { score vote } }
}"""


def on_comment(asker: Asker, key: int, value: int) -> tuple[int, int]:
    shown = asker.data(ON_COMMENT, id=key, value=value)["voteOnComment"]["comment"]
    return shown["score"], shown["vote"]


def test_a_vote_on_a_comment_replaces_the_one_before(alice: User, settings: object) -> None:
    comment, asker = make_comment(on=make_link()), Asker(alice)
    make_link(by=alice, score=500)  # the karma that it takes
    assert on_comment(asker, comment.pk, 1) == (1, 1)
    assert on_comment(asker, comment.pk, 1) == (1, 1)
    assert on_comment(asker, comment.pk, -1) == (-1, -1)
    assert on_comment(asker, comment.pk, 0) == (0, 0)


def test_a_vote_against_takes_karma(alice: User) -> None:
    comment = make_comment(on=make_link())
    refusal = Asker(alice).refusal(ON_COMMENT, id=comment.pk, value=-1)
    assert refusal["code"] == "FORBIDDEN"
    assert refusal["message"] == "This takes 200 points of karma, and you have 0."


def test_nobody_votes_on_their_own_comment(alice: User) -> None:
    comment = make_comment(on=make_link(), by=alice)
    assert Asker(alice).refusal(ON_COMMENT, id=comment.pk, value=1)["code"] == "FORBIDDEN"


def test_a_comment_does_not_sink_without_end() -> None:
    comment = make_comment(on=make_link())
    codes = []
    for _ in range(6):
        critic = make_user()
        make_link(by=critic, score=500)
        answer = Asker(critic).answer(ON_COMMENT, id=comment.pk, value=-1)
        codes.append("errors" in answer)
    comment.refresh_from_db()
    assert (comment.score, codes) == (-4, [False] * 4 + [True] * 2)
