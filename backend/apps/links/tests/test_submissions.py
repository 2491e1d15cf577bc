from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.accounts.tests.graphql_client import GraphQLClient
from apps.links.models import Link, SearchEntry
from apps.links.submissions import submit_link
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


def test_create_link_counts_authors_vote(alice: User) -> None:
    made = GraphQLClient(alice).query(
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


def test_create_link_votes_for_duplicate(alice: User, bob: User) -> None:
    first = make_link(by=alice, url="https://example.com/page/")
    made = GraphQLClient(bob).query(CREATE, url="http://www.example.com/page", description="Mine")
    assert made["createLink"]["isDuplicate"] is True
    assert made["createLink"]["id"] == first.pk
    assert made["createLink"]["link"]["score"] == 2
    assert Link.objects.count() == 1


def test_create_link_accepts_long_url_that_is_not_ascii(alice: User) -> None:
    # Each character becomes nine, and no two are alike, so that nothing is saved by compression.
    url = "https://example.com/" + "".join(map(chr, range(0x4E00, 0x4E00 + 1900)))
    client = GraphQLClient(alice)
    made = client.query(CREATE, url=url, description="Long")["createLink"]
    assert made["link"]["url"] == url
    assert client.query(CREATE, url=f"{url}/", description="x")["createLink"]["isDuplicate"] is True


@pytest.mark.parametrize(
    ("url", "stored"),
    [
        ("example.com/article", "https://example.com/article"),
        (" www.bücher.example ", "https://www.bücher.example"),
        ("example.com:8080?q=a:b", "https://example.com:8080?q=a:b"),
        ("http://example.com", "http://example.com"),
    ],
)
def test_create_link_adds_missing_scheme(alice: User, url: str, stored: str) -> None:
    made = GraphQLClient(alice).query(CREATE, url=url, description="Here")["createLink"]
    assert made["link"]["url"] == stored


def test_deleted_page_can_be_resubmitted(alice: User, bob: User) -> None:
    first = make_link(by=alice, url="https://example.com/page")
    GraphQLClient(alice).query(DELETE, id=first.pk)
    made = GraphQLClient(bob).query(CREATE, url="https://example.com/page", description="Mine")
    assert made["createLink"]["isDuplicate"] is False


@pytest.mark.django_db(transaction=True)
def test_concurrent_submissions_create_one_link() -> None:
    people = [make_user() for _ in range(12)]

    def bring(user: User) -> bool:
        made = submit_link(user=user, title="News", url="https://example.com/news")
        connections.close_all()
        return made.is_duplicate

    with ThreadPoolExecutor(12) as pool:
        duplicates = list(pool.map(bring, people))

    assert sorted(duplicates) == [False] + [True] * 11
    assert Link.objects.get().score == 12


def test_text_post_needs_no_url(alice: User) -> None:
    made = GraphQLClient(alice).query(
        CREATE, description="Ask: what now?", text="I do not\r\nknow.\n"
    )
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
        ({"url": "https://example.com/", "description": "x\ufffe"}, "description"),
        ({"url": "https://example.com/\ufffe", "description": "x"}, "url"),
        ({"url": "https://xn--a.example/", "description": "x"}, "url"),
        ({"url": "https://example.com/\ud800", "description": "x"}, "url"),
        ({"description": "x", "text": "y\uffff"}, "text"),
        ({"description": "x", "text": "y\ud800"}, "text"),
        ({"description": "x", "text": "y" * 10_001}, "text"),
    ],
)
def test_create_link_names_invalid_field(alice: User, given: dict[str, str], field: str) -> None:
    error = GraphQLClient(alice).error(CREATE, **given)
    assert error["code"] == "BAD_USER_INPUT"
    assert [error["field"] for error in error["errors"]] == [field]
    assert not Link.objects.exists()


def test_link_is_editable_and_deletable_for_two_hours(alice: User) -> None:
    link, client = make_link(by=alice, title="Frist"), GraphQLClient(alice)
    edited = client.query(EDIT, id=link.pk, description="First")["editLink"]["link"]
    assert edited["description"] == "First"
    assert edited["editedAt"]
    assert SearchEntry.objects.get().words.startswith("First\n")

    Link.objects.update(created_at=timezone.now() - timedelta(hours=2, seconds=1))
    for error in (
        client.error(EDIT, id=link.pk, description="Second"),
        client.error(DELETE, id=link.pk),
    ):
        assert error["code"] == "FORBIDDEN"
        assert "two hours" in error["message"]


def test_deleted_link_is_missing_from_lists(alice: User) -> None:
    link = make_link(by=alice)
    assert (
        GraphQLClient(alice).query(DELETE, id=link.pk)["deleteLink"]["link"]["status"] == "DELETED"
    )
    seen = GraphQLClient().query(
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


def test_edit_and_delete_are_forbidden_for_others(alice: User, bob: User) -> None:
    link = make_link(by=alice, title="Hers")
    for query in (EDIT, DELETE):
        assert GraphQLClient(bob).error(query, id=link.pk)["code"] == "FORBIDDEN"
    link.refresh_from_db()
    assert (link.title, link.status) == ("Hers", "live")
