from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.tests.graphql_client import GraphQLClient
from apps.links.models import Comment, Link, SearchEntry
from apps.links.models.comment import UNDO_WINDOW
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
RESTORE = "mutation ($id: ID!) { restoreComment(id: $id) { comment { status body } } }"
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
    edges = GraphQLClient().query(THREAD, id=link.pk, **variables)["link"]["comments"]["edges"]
    return [int(edge["node"]["id"]) for edge in edges]


def test_create_comment_and_reply(alice: User, bob: User) -> None:
    link = make_link()
    first = GraphQLClient(alice).query(CREATE, link=link.pk, body=" Hello.\r\nWorld ")[
        "createComment"
    ]
    assert first["comment"] == {
        "id": first["comment"]["id"],
        "parentId": None,
        "body": "Hello.\nWorld",
        "author": {"username": "alice"},
        "editable": True,
    }
    reply = GraphQLClient(bob).query(
        CREATE, link=link.pk, parent=first["comment"]["id"], body="Hi."
    )
    assert reply["createComment"]["comment"]["parentId"] == first["comment"]["id"]
    assert GraphQLClient().query(THREAD, id=link.pk)["link"]["commentCount"] == 2


def test_comment_with_a_repeated_key_is_created_once(alice: User, bob: User) -> None:
    create = """mutation ($link: ID!, $body: String!, $key: UUID!) {
        createComment(linkId: $link, body: $body, idempotencyKey: $key) { comment { id } }
    }"""
    link, key = make_link(), str(uuid4())

    def post(user: User) -> str:
        data = GraphQLClient(user).query(create, link=link.pk, body="Once.", key=key)
        return str(data["createComment"]["comment"]["id"])

    first = post(alice)
    Comment.objects.filter(pk=first).update(status="deleted")
    assert post(alice) == first
    assert post(bob) != first
    link.refresh_from_db()
    assert (Comment.objects.count(), link.comment_count) == (2, 2)


def test_thread_is_ordered_by_score_and_depth() -> None:
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


def test_thread_pagination_is_stable_under_votes() -> None:
    link = make_link()
    keys = [make_comment(on=link).pk for _ in range(5)]
    page = GraphQLClient().query(THREAD, id=link.pk, first=2)["link"]["comments"]
    Comment.objects.filter(pk=keys[4]).update(score=9)
    assert page["pageInfo"]["hasNextPage"]
    rest = thread(link, after=page["pageInfo"]["endCursor"])
    assert rest == [keys[4], keys[2], keys[3]]


def test_deleted_comment_stays_when_it_has_replies(alice: User, bob: User) -> None:
    link = make_link()
    gone, alone = make_comment(on=link, by=alice, body="Oh."), make_comment(on=link, by=alice)
    reply = make_comment(on=link, by=bob, under=gone)
    for comment in (gone, alone):
        deleted = GraphQLClient(alice).query(DELETE, id=comment.pk)["deleteComment"]["comment"]
        assert deleted["status"] == "DELETED"

    shown = GraphQLClient().query(THREAD, id=link.pk)["link"]
    assert shown["commentCount"] == 1
    assert [int(edge["node"]["id"]) for edge in shown["comments"]["edges"]] == [gone.pk, reply.pk]
    assert shown["comments"]["edges"][0]["node"] == {
        "id": str(gone.pk), "parentId": None, "body": "", "status": "DELETED", "author": None,
    }  # fmt: skip
    assert SearchEntry.objects.exclude(comment=None).get().comment == reply


def test_deleted_comment_is_restored_by_its_author_for_ten_minutes(alice: User, bob: User) -> None:
    link = make_link()
    comment = make_comment(on=link, by=alice, body="Oh.")
    author = GraphQLClient(alice)
    author.query(DELETE, id=comment.pk)
    assert "errors" in GraphQLClient(bob).execute(RESTORE, id=comment.pk)

    Comment.objects.update(deleted_at=timezone.now() - UNDO_WINDOW)
    assert "errors" in author.execute(RESTORE, id=comment.pk)
    Comment.objects.update(deleted_at=timezone.now())
    restored = author.query(RESTORE, id=comment.pk)["restoreComment"]["comment"]

    assert restored == {"status": "LIVE", "body": "Oh."}
    assert GraphQLClient().query(THREAD, id=link.pk)["link"]["commentCount"] == 1
    assert SearchEntry.objects.get(comment=comment)
    assert "errors" in author.execute(RESTORE, id=comment.pk)


def test_comment_is_editable_for_two_hours(alice: User) -> None:
    comment = make_comment(on=make_link(), by=alice)
    assert GraphQLClient(alice).query(EDIT, id=comment.pk, body="No.")["editComment"][
        "comment"
    ] == {"body": "No."}
    Comment.objects.update(created_at=timezone.now() - timedelta(hours=3))
    assert GraphQLClient(alice).error(EDIT, id=comment.pk, body="Yes.")["code"] == "FORBIDDEN"
    assert GraphQLClient(alice).error(DELETE, id=comment.pk)["code"] == "FORBIDDEN"


@pytest.mark.parametrize("body", ["", " \n ", "x" * 10_001, "\x00", "\ufffe", "\ud800"])
def test_create_comment_rejects_invalid_body(alice: User, body: str) -> None:
    error = GraphQLClient(alice).error(CREATE, link=make_link().pk, body=body)
    assert (error["code"], error["errors"][0]["field"]) == ("BAD_USER_INPUT", "body")


def test_create_comment_rejects_unknown_parent_or_link(alice: User) -> None:
    link, other = make_link(), make_link()
    elsewhere = make_comment(on=other)
    for parent in (elsewhere.pk, 10**9, "x"):
        error = GraphQLClient(alice).error(CREATE, link=link.pk, parent=parent, body="Hi.")
        assert error["code"] == "NOT_FOUND"
    assert GraphQLClient(alice).error(CREATE, link=10**30, body="Hi.")["code"] == "NOT_FOUND"
    link.refresh_from_db()
    assert link.comment_count == 0


def test_thread_returns_thousand_nested_replies(alice: User) -> None:
    link = make_link()
    parent = None
    for _ in range(1_000):
        parent = Comment.objects.create(link=link, author=alice, body="Deeper.", parent=parent)
    assert len(thread(link)) == 1_000


def test_edit_and_delete_are_forbidden_for_others(alice: User, bob: User) -> None:
    comment = make_comment(on=make_link(), by=alice, body="Hers.")
    assert GraphQLClient(bob).error(EDIT, id=comment.pk, body="His.")["code"] == "FORBIDDEN"
    assert GraphQLClient(bob).error(DELETE, id=comment.pk)["code"] == "FORBIDDEN"
    assert (
        GraphQLClient().error(CREATE, link=comment.link_id, body="x")["code"] == "UNAUTHENTICATED"
    )
    comment.refresh_from_db()
    assert (comment.body, comment.status) == ("Hers.", "live")
