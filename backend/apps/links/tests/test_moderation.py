from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.links.models import Flag, Link, Moderation
from apps.links.tests.asking import Asker
from apps.links.tests.factories import make_comment, make_link

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


def trusted(handle: str = "") -> User:
    """With the karma that a flag takes."""
    user = make_user(handle=handle)
    make_link(by=user, score=31)
    return user


@pytest.fixture
def moderator(db: None) -> User:
    user = make_user(handle="moderator")
    user.user_permissions.add(Permission.objects.get(codename="add_moderation"))
    return user


def test_a_flag_with_its_reason_is_taken_back(alice: User) -> None:
    user, link = trusted(), make_link(by=alice)
    for _ in range(2):
        flagged = Asker(user).data(FLAG, link=link.pk, reason="SPAM")["flag"]["link"]
        assert flagged == {"flagged": True, "status": "LIVE"}
    assert Flag.objects.get().reason == "spam"
    assert Asker(user).data(FLAG, link=link.pk)["flag"]["link"]["flagged"] is False
    assert not Flag.objects.exists()


@pytest.mark.parametrize(("score", "status"), [(9, "FLAGGED"), (10, "LIVE")])
def test_eight_flags_take_away_what_few_voted_for(alice: User, score: int, status: str) -> None:
    link = make_link(by=alice, score=score)
    for number in range(8):
        assert Link.objects.get(pk=link.pk).is_live, number
        answer = Asker(trusted()).data(FLAG, link=link.pk, reason="OFF_TOPIC")
    assert answer["flag"]["link"]["status"] == status


def test_a_comment_goes_the_same_way(alice: User) -> None:
    link = make_link()
    comment = make_comment(on=link, by=alice)
    for _ in range(8):
        answer = Asker(trusted()).data(FLAG, comment=comment.pk, reason="UNKIND")
    assert answer["flag"]["comment"]["status"] == "FLAGGED"
    link.refresh_from_db()
    assert link.comment_count == 0


def test_a_flag_takes_karma_and_somebody_elses_young_link(alice: User, bob: User) -> None:
    link = make_link(by=alice)
    refusal = Asker(bob).refusal(FLAG, link=link.pk, reason="SPAM")
    assert refusal["message"] == "This takes 30 points of karma, and you have 0."
    assert Asker(alice).refusal(FLAG, link=link.pk, reason="SPAM")["code"] == "FORBIDDEN"

    Link.objects.filter(pk=link.pk).update(created_at=timezone.now() - timedelta(days=15))
    refusal = Asker(trusted()).refusal(FLAG, link=link.pk, reason="SPAM")
    assert "two weeks" in refusal["message"]
    assert Asker(bob).refusal(FLAG, reason="SPAM")["code"] == "BAD_USER_INPUT"
    both = Asker(bob).refusal(FLAG, link=1, comment=1, reason="SPAM")
    assert both["code"] == "BAD_USER_INPUT"
    assert not Flag.objects.exists()


def test_a_moderator_hides_and_restores_and_everybody_reads_why(moderator: User) -> None:
    link = make_link(url="https://spam.example/1")
    asker = Asker(moderator)
    asker.data(MODERATE, link=link.pk, action="HIDE", reason="An advertisement.")
    assert Asker().data("{ feed { edges { node { id } } } }")["feed"]["edges"] == []
    assert (
        Asker().data('{ searchLinks(words: "spam") { links { edges { cursor } } } }')[
            "searchLinks"
        ]["links"]["edges"]
        == []
    )

    entry = Asker().data(LOG)["moderations"]["edges"][0]["node"]
    assert entry == {
        "action": "HIDE",
        "reason": "An advertisement.",
        "moderator": {"username": "moderator"},
        "link": {"id": str(link.pk), "url": ""},
    }
    assert asker.data(LOG)["moderations"]["edges"][0]["node"]["link"]["url"] == link.url

    asker.data(MODERATE, link=link.pk, action="RESTORE", reason="It was none.")
    assert len(Asker().data("{ feed { edges { node { id } } } }")["feed"]["edges"]) == 1
    assert [node["node"]["action"] for node in Asker().data(LOG)["moderations"]["edges"]] == [
        "RESTORE", "HIDE",
    ]  # fmt: skip


def test_a_hidden_comment_is_read_by_moderators_alone(moderator: User, alice: User) -> None:
    link = make_link()
    comment = make_comment(on=link, body="Hateful.")
    make_comment(on=link, under=comment)
    Asker(moderator).data(MODERATE, comment=comment.pk, action="HIDE", reason="Hate.")
    thread = "query ($id: ID!) { link(id: $id) { comments { edges { node { body status } } } } }"

    def body(asker: Asker) -> str:
        edges = asker.data(thread, id=link.pk)["link"]["comments"]["edges"]
        return str(edges[0]["node"]["body"])

    assert body(Asker(alice)) == body(Asker()) == ""
    assert body(Asker(moderator)) == "Hateful."


def test_what_was_submitted_again_stays_hidden(moderator: User) -> None:
    link = make_link(url="https://example.com/page")
    Asker(moderator).data(MODERATE, link=link.pk, action="HIDE", reason="Oh.")
    make_link(url="https://example.com/page")
    refusal = Asker(moderator).refusal(MODERATE, link=link.pk, action="RESTORE", reason="No.")
    assert "submitted again" in refusal["message"]


@pytest.mark.parametrize("reason", ["", " ", "x" * 301, "\x00"])
def test_a_moderator_says_why(moderator: User, reason: str) -> None:
    refusal = Asker(moderator).refusal(MODERATE, link=make_link().pk, action="HIDE", reason=reason)
    assert (refusal["code"], refusal["errors"][0]["field"]) == ("BAD_USER_INPUT", "reason")


def test_nobody_else_moderates(alice: User) -> None:
    link = make_link(by=alice)
    refusal = Asker(alice).refusal(MODERATE, link=link.pk, action="HIDE", reason="Mine.")
    assert refusal["code"] == "FORBIDDEN"
    assert not Moderation.objects.exists()
