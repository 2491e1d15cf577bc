from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.links.models import Comment, Link, SearchEntry
from apps.links.tests.asking import Asker
from apps.links.tests.factories import make_comment, make_link

pytestmark = pytest.mark.django_db
CREATE = """mutation ($link: ID!, $parent: ID, $body: String!) {
    createComment(linkId: $link, parentId: $parent, body: $body) {
        comment { id parentId body author { username } editable }
    }
}"""
EDIT = (
    "mutation ($id: ID!, $body: String!) { editComment(id: $id, body: $body) { comment { body } } }"
)
DELETE = "mutation ($id: ID!) { deleteComment(id: $id) { comment { status body } } }"
THREAD = """query ($id: ID!, $first: Int, $after: String, $under: ID) {
    link(id: $id) {
        commentCount
        comments(first: $first, after: $after, under: $under) {
            edges { node { id parentId body status author { username } } }
            pageInfo { hasNextPage endCursor }
        }
    }
}"""


def thread(link: Link, **variables: Any) -> list[int]:
    edges = Asker().data(THREAD, id=link.pk, **variables)["link"]["comments"]["edges"]
    return [int(edge["node"]["id"]) for edge in edges]


def test_a_comment_and_the_answer_to_it(alice: User, bob: User) -> None:
    link = make_link()
    first = Asker(alice).data(CREATE, link=link.pk, body=" Hello.\r\nWorld ")["createComment"]
    assert first["comment"] == {
        "id": first["comment"]["id"],
        "parentId": None,
        "body": "Hello.\nWorld",
        "author": {"username": "alice"},
        "editable": True,
    }
    answer = Asker(bob).data(CREATE, link=link.pk, parent=first["comment"]["id"], body="Hi.")
    assert answer["createComment"]["comment"]["parentId"] == first["comment"]["id"]
    assert Asker().data(THREAD, id=link.pk)["link"]["commentCount"] == 2


def test_better_ones_come_first_and_each_before_its_answers() -> None:
    link = make_link()
    plain, good = make_comment(on=link), make_comment(on=link)
    under_plain = make_comment(on=link, under=plain)
    first_under_good = make_comment(on=link, under=good)
    best_under_good = make_comment(on=link, under=good)
    Comment.objects.filter(pk__in=[good.pk, best_under_good.pk]).update(score=5)
    assert thread(link) == [
        good.pk, best_under_good.pk, first_under_good.pk, plain.pk, under_plain.pk,
    ]  # fmt: skip
    assert thread(link, under=good.pk) == [good.pk, best_under_good.pk, first_under_good.pk]


def test_a_page_of_a_thread_goes_on_whatever_was_voted_meanwhile() -> None:
    link = make_link()
    keys = [make_comment(on=link).pk for _ in range(5)]
    page = Asker().data(THREAD, id=link.pk, first=2)["link"]["comments"]
    Comment.objects.filter(pk=keys[4]).update(score=9)
    assert page["pageInfo"]["hasNextPage"]
    rest = thread(link, after=page["pageInfo"]["endCursor"])
    assert rest == [keys[4], keys[2], keys[3]]


def test_a_deleted_comment_keeps_its_thread(alice: User, bob: User) -> None:
    link = make_link()
    gone, alone = make_comment(on=link, by=alice, body="Oh."), make_comment(on=link, by=alice)
    answer = make_comment(on=link, by=bob, under=gone)
    for comment in (gone, alone):
        deleted = Asker(alice).data(DELETE, id=comment.pk)["deleteComment"]["comment"]
        assert deleted["status"] == "DELETED"

    shown = Asker().data(THREAD, id=link.pk)["link"]
    assert shown["commentCount"] == 1
    assert [int(edge["node"]["id"]) for edge in shown["comments"]["edges"]] == [gone.pk, answer.pk]
    assert shown["comments"]["edges"][0]["node"] == {
        "id": str(gone.pk), "parentId": None, "body": "", "status": "DELETED", "author": None,
    }  # fmt: skip
    assert SearchEntry.objects.exclude(comment=None).get().comment == answer


def test_the_author_may_edit_for_two_hours(alice: User) -> None:
    comment = make_comment(on=make_link(), by=alice)
    assert Asker(alice).data(EDIT, id=comment.pk, body="No.")["editComment"]["comment"] == {
        "body": "No."
    }
    Comment.objects.update(created_at=timezone.now() - timedelta(hours=3))
    assert Asker(alice).refusal(EDIT, id=comment.pk, body="Yes.")["code"] == "FORBIDDEN"
    assert Asker(alice).refusal(DELETE, id=comment.pk)["code"] == "FORBIDDEN"


@pytest.mark.parametrize("body", ["", " \n ", "x" * 10_001, "\x00"])
def test_what_is_no_comment_is_refused(alice: User, body: str) -> None:
    refusal = Asker(alice).refusal(CREATE, link=make_link().pk, body=body)
    assert (refusal["code"], refusal["errors"][0]["field"]) == ("BAD_USER_INPUT", "body")


def test_what_is_not_there_cannot_be_answered(alice: User) -> None:
    link, other = make_link(), make_link()
    elsewhere = make_comment(on=other)
    for parent in (elsewhere.pk, 10**9, "x"):
        refusal = Asker(alice).refusal(CREATE, link=link.pk, parent=parent, body="Hi.")
        assert refusal["code"] == "NOT_FOUND"
    assert Asker(alice).refusal(CREATE, link=10**30, body="Hi.")["code"] == "NOT_FOUND"
    link.refresh_from_db()
    assert link.comment_count == 0


def test_a_thousand_answers_deep_is_as_good_as_flat(alice: User) -> None:
    link = make_link()
    parent = None
    for _ in range(1_000):
        parent = Comment.objects.create(link=link, author=alice, body="Deeper.", parent=parent)
    assert len(thread(link)) == 1_000


def test_an_outsider_changes_nothing(alice: User, bob: User) -> None:
    comment = make_comment(on=make_link(), by=alice, body="Hers.")
    assert Asker(bob).refusal(EDIT, id=comment.pk, body="His.")["code"] == "FORBIDDEN"
    assert Asker(bob).refusal(DELETE, id=comment.pk)["code"] == "FORBIDDEN"
    assert Asker().refusal(CREATE, link=comment.link_id, body="x")["code"] == "UNAUTHENTICATED"
    comment.refresh_from_db()
    assert (comment.body, comment.status) == ("Hers.", "live")
