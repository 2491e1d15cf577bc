from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.links.models import Link, SearchEntry
from apps.links.submissions import submit
from apps.links.tests.asking import Asker
from apps.links.tests.factories import make_link

pytestmark = pytest.mark.django_db
CREATE = """mutation ($url: String, $description: String, $text: String) {
    createLink(url: $url, description: $description, text: $text) {
        id isDuplicate link { id url description text site score voted editable }
    }
}"""
EDIT = """mutation ($id: ID!, $description: String, $text: String) {
    editLink(id: $id, description: $description, text: $text) { link { description text editedAt } }
}"""
DELETE = "mutation ($id: ID!) { deleteLink(id: $id) { link { status description } } }"


def test_a_link_is_there_with_its_authors_vote(alice: User) -> None:
    made = Asker(alice).data(
        CREATE, url="https://www.Example.com/a?utm_source=x#top", description="  A   title "
    )["createLink"]
    assert made["isDuplicate"] is False
    assert made["link"] == {
        "id": str(made["id"]),
        "url": "https://www.Example.com/a?utm_source=x#top",
        "description": "A title",
        "text": "",
        "site": "example.com",
        "score": 1,
        "voted": True,
        "editable": True,
    }


def test_a_page_that_is_there_gets_a_vote_instead(alice: User, bob: User) -> None:
    first = make_link(by=alice, url="https://example.com/page/")
    made = Asker(bob).data(CREATE, url="http://www.example.com/page", description="Mine")
    assert made["createLink"]["isDuplicate"] is True
    assert made["createLink"]["id"] == first.pk
    assert made["createLink"]["link"]["score"] == 2
    assert Link.objects.count() == 1


def test_what_was_deleted_may_be_submitted_again(alice: User, bob: User) -> None:
    first = make_link(by=alice, url="https://example.com/page")
    Asker(alice).data(DELETE, id=first.pk)
    made = Asker(bob).data(CREATE, url="https://example.com/page", description="Mine")
    assert made["createLink"]["isDuplicate"] is False


@pytest.mark.django_db(transaction=True)
def test_of_many_who_submit_a_page_at_once_one_begins_and_all_vote() -> None:
    people = [make_user() for _ in range(12)]

    def bring(user: User) -> bool:
        made = submit(user=user, title="News", url="https://example.com/news")
        connections.close_all()
        return made.is_duplicate

    with ThreadPoolExecutor(12) as pool:
        duplicates = list(pool.map(bring, people))

    assert sorted(duplicates) == [False] + [True] * 11
    assert Link.objects.get().score == 12


def test_a_text_needs_no_address(alice: User) -> None:
    made = Asker(alice).data(CREATE, description="Ask: what now?", text="I do not\r\nknow.\n")
    assert made["createLink"]["link"]["text"] == "I do not\nknow."
    assert made["createLink"]["link"]["url"] == ""


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"url": "javascript:alert(1)", "description": "x"}, "url"),
        ({"url": "data:text/html,x", "description": "x"}, "url"),
        ({"url": "https://", "description": "x"}, "url"),
        ({"url": "https://example.com/a b", "description": "x"}, "url"),
        ({"url": "https://someone@example.com/", "description": "x"}, "url"),
        ({"url": "https://127.0.0.1/", "description": "x"}, "url"),
        ({"url": "https://example.com/" + "a" * 2000, "description": "x"}, "url"),
        ({"url": "", "description": "x"}, "url"),
        ({"url": "https://example.com/", "description": " "}, "description"),
        ({"url": "https://example.com/", "description": "x" * 201}, "description"),
        ({"url": "https://example.com/", "description": "x\x00"}, "description"),
        ({"url": "https://example.com/", "description": "\u202egnp.exe"}, "description"),
        ({"description": "x", "text": "y" * 10_001}, "text"),
    ],
)
def test_what_cannot_be_taken_is_named(alice: User, given: dict[str, str], field: str) -> None:
    refusal = Asker(alice).refusal(CREATE, **given)
    assert refusal["code"] == "BAD_USER_INPUT"
    assert [error["field"] for error in refusal["errors"]] == [field]
    assert not Link.objects.exists()


def test_the_author_may_edit_and_delete_for_two_hours(alice: User) -> None:
    link, asker = make_link(by=alice, title="Frist"), Asker(alice)
    edited = asker.data(EDIT, id=link.pk, description="First")["editLink"]["link"]
    assert edited["description"] == "First"
    assert edited["editedAt"]
    assert SearchEntry.objects.get().words.startswith("First\n")

    Link.objects.update(created_at=timezone.now() - timedelta(hours=2, seconds=1))
    for refused in (
        asker.refusal(EDIT, id=link.pk, description="Second"),
        asker.refusal(DELETE, id=link.pk),
    ):
        assert refused["code"] == "FORBIDDEN"
        assert "two hours" in refused["message"]


def test_what_is_deleted_leaves_every_list(alice: User) -> None:
    link = make_link(by=alice)
    assert Asker(alice).data(DELETE, id=link.pk)["deleteLink"]["link"]["status"] == "DELETED"
    seen = Asker().data(
        """query ($id: ID!) {
            links { id } feed { edges { node { id } } } link(id: $id) { status description url }
        }""",
        id=link.pk,
    )
    assert seen == {
        "links": [],
        "feed": {"edges": []},
        "link": {"status": "DELETED", "description": "", "url": ""},
    }


def test_an_outsider_changes_nothing(alice: User, bob: User) -> None:
    link = make_link(by=alice, title="Hers")
    for query in (EDIT, DELETE):
        assert Asker(bob).refusal(query, id=link.pk)["code"] == "FORBIDDEN"
    link.refresh_from_db()
    assert (link.title, link.status) == ("Hers", "live")
