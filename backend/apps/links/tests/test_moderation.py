from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.accounts.tests.graphql_client import GraphQLClient
from apps.links.models import Flag, Link, Moderation, Status
from apps.links.tests.factories import make_comment, make_link
from apps.links.voting import cast_vote

pytestmark = pytest.mark.django_db
FLAG = """mutation ($link: ID, $comment: ID, $reason: FlagReason) {
    flag(linkId: $link, commentId: $comment, reason: $reason) {
        link { flagged status } comment { flagged status }
    }
}"""
MODERATE = """mutation ($link: ID, $comment: ID, $action: ModerationAction!, $reason: String!) {
    moderate(linkId: $link, commentId: $comment, action: $action, reason: $reason) {
        moderation { action reason moderator { username } }
    }
}"""
LOG = "{ moderations { edges { node { action reason moderator { username } link { id url } } } } }"


def make_trusted_user(handle: str = "") -> User:
    """Create a user with the karma required to flag."""
    user = make_user(handle=handle)
    make_link(by=user, score=31)
    return user


@pytest.fixture
def moderator(db: None) -> User:
    user = make_user(handle="moderator")
    user.user_permissions.add(Permission.objects.get(codename="add_moderation"))
    return user


def test_flag_and_unflag(alice: User) -> None:
    user, link = make_trusted_user(), make_link(by=alice)
    for _ in range(2):
        flagged = GraphQLClient(user).query(FLAG, link=link.pk, reason="SPAM")["flag"]["link"]
        assert flagged == {"flagged": True, "status": "LIVE"}
    assert Flag.objects.get().reason == "spam"
    assert GraphQLClient(user).query(FLAG, link=link.pk)["flag"]["link"]["flagged"] is False
    assert not Flag.objects.exists()


@pytest.mark.parametrize(("score", "status"), [(9, "FLAGGED"), (10, "LIVE")])
def test_eight_flags_remove_link_with_low_score(alice: User, score: int, status: str) -> None:
    link = make_link(by=alice, score=score)
    for number in range(8):
        assert Link.objects.get(pk=link.pk).is_live, number
        data = GraphQLClient(make_trusted_user()).query(FLAG, link=link.pk, reason="OFF_TOPIC")
    assert data["flag"]["link"]["status"] == status


def test_eight_flags_remove_comment(alice: User) -> None:
    link = make_link()
    comment = make_comment(on=link, by=alice)
    for _ in range(8):
        data = GraphQLClient(make_trusted_user()).query(FLAG, comment=comment.pk, reason="UNKIND")
    assert data["flag"]["comment"]["status"] == "FLAGGED"
    link.refresh_from_db()
    assert link.comment_count == 0


def test_flag_requires_karma_and_recent_link_of_another_user(alice: User, bob: User) -> None:
    link = make_link(by=alice)
    error = GraphQLClient(bob).error(FLAG, link=link.pk, reason="SPAM")
    assert error["message"] == "This requires 30 karma; you have 0."
    assert GraphQLClient(alice).error(FLAG, link=link.pk, reason="SPAM")["code"] == "FORBIDDEN"

    Link.objects.filter(pk=link.pk).update(created_at=timezone.now() - timedelta(days=15))
    error = GraphQLClient(make_trusted_user()).error(FLAG, link=link.pk, reason="SPAM")
    assert "two weeks" in error["message"]
    assert GraphQLClient(bob).error(FLAG, reason="SPAM")["code"] == "BAD_USER_INPUT"
    both = GraphQLClient(bob).error(FLAG, link=1, comment=1, reason="SPAM")
    assert both["code"] == "BAD_USER_INPUT"
    assert not Flag.objects.exists()


def test_moderator_hides_and_restores_with_public_reason(moderator: User) -> None:
    link = make_link(url="https://spam.example/1")
    client = GraphQLClient(moderator)
    client.query(MODERATE, link=link.pk, action="HIDE", reason="An advertisement.")
    assert GraphQLClient().query("{ feed { edges { node { id } } } }")["feed"]["edges"] == []
    assert (
        GraphQLClient().query('{ searchLinks(words: "spam") { links { edges { cursor } } } }')[
            "searchLinks"
        ]["links"]["edges"]
        == []
    )

    entry = GraphQLClient().query(LOG)["moderations"]["edges"][0]["node"]
    assert entry == {
        "action": "HIDE",
        "reason": "An advertisement.",
        "moderator": {"username": "moderator"},
        "link": {"id": str(link.pk), "url": ""},
    }
    assert client.query(LOG)["moderations"]["edges"][0]["node"]["link"]["url"] == link.url

    client.query(MODERATE, link=link.pk, action="RESTORE", reason="It was none.")
    assert len(GraphQLClient().query("{ feed { edges { node { id } } } }")["feed"]["edges"]) == 1
    edges = GraphQLClient().query(LOG)["moderations"]["edges"]
    assert [edge["node"]["action"] for edge in edges] == ["RESTORE", "HIDE"]


def test_hidden_comment_is_readable_by_moderators_only(moderator: User, alice: User) -> None:
    link = make_link()
    comment = make_comment(on=link, body="Hateful.")
    make_comment(on=link, under=comment)
    GraphQLClient(moderator).query(MODERATE, comment=comment.pk, action="HIDE", reason="Hate.")
    thread = "query ($id: ID!) { link(id: $id) { comments { edges { node { body status } } } } }"

    def body(client: GraphQLClient) -> str:
        edges = client.query(thread, id=link.pk)["link"]["comments"]["edges"]
        return str(edges[0]["node"]["body"])

    assert body(GraphQLClient(alice)) == body(GraphQLClient()) == ""
    assert body(GraphQLClient(moderator)) == "Hateful."


def test_restore_is_rejected_when_page_was_resubmitted(moderator: User) -> None:
    link = make_link(url="https://example.com/page")
    GraphQLClient(moderator).query(MODERATE, link=link.pk, action="HIDE", reason="Oh.")
    make_link(url="https://example.com/page")
    error = GraphQLClient(moderator).error(MODERATE, link=link.pk, action="RESTORE", reason="No.")
    assert "submitted again" in error["message"]


@pytest.mark.parametrize("reason", ["", " ", "x" * 301, "\x00"])
def test_moderate_rejects_invalid_reason(moderator: User, reason: str) -> None:
    error = GraphQLClient(moderator).error(
        MODERATE, link=make_link().pk, action="HIDE", reason=reason
    )
    assert (error["code"], error["errors"][0]["field"]) == ("BAD_USER_INPUT", "reason")


@pytest.mark.parametrize("status", [each for each in Status if each != Status.LIVE])
def test_removed_link_hides_author_and_voters(
    moderator: User, alice: User, bob: User, status: str
) -> None:
    link = make_link(by=alice)
    cast_vote(user=bob, link_id=link.pk)
    gone = make_link(by=alice)
    cast_vote(user=bob, link_id=gone.pk)
    make_comment(on=gone, by=bob)
    Link.objects.filter(pk=gone.pk).update(status=status)
    query = """query ($id: ID!) {
        link(id: $id) { url description postedBy { id } votes { id user { id } } }
    }"""

    def author_and_votes(client: GraphQLClient, link: Link) -> tuple[Any, list[Any]]:
        found = client.query(query, id=link.pk)["link"]
        return found["postedBy"], found["votes"]

    for client in (GraphQLClient(), GraphQLClient(bob)):
        assert author_and_votes(client, gone) == (None, [])
        assert author_and_votes(client, link) != (None, [])
    for client in (GraphQLClient(alice), GraphQLClient(moderator)):
        assert author_and_votes(client, gone)[0] == {"id": str(alice.pk)}


def test_moderate_is_forbidden_for_users(alice: User) -> None:
    link = make_link(by=alice)
    error = GraphQLClient(alice).error(MODERATE, link=link.pk, action="HIDE", reason="Mine.")
    assert error["code"] == "FORBIDDEN"
    assert not Moderation.objects.exists()
