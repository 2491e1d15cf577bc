from xml.etree import ElementTree

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.links.models import Comment, Link
from apps.links.tests.factories import make_comment, make_link

pytestmark = pytest.mark.django_db


def channel(client: Client, path: str) -> ElementTree.Element:
    response = client.get(f"/api/links/rss/{path}/")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=300"
    found = ElementTree.fromstring(response.content).find("channel")  # noqa: S314 our own
    assert found is not None
    return found


def items(client: Client, path: str) -> list[dict[str, str]]:
    return [
        {member.tag.split("}")[-1]: member.text or "" for member in item}
        for item in channel(client, path).iter("item")
    ]


@pytest.mark.parametrize("path", ["top", "new", "best", "by/alice", "site/news.example"])
def test_links_rss(client: Client, alice: User, path: str, settings: object) -> None:
    settings.SITE_URL = "https://site.example"  # type: ignore[attr-defined]
    link = make_link(by=alice, title="One & <two>", url="https://news.example/a?b=1&c=2")
    (item,) = items(client, path)
    assert item["title"] == "One & <two>"
    assert item["link"] == "https://news.example/a?b=1&c=2"
    assert item["guid"] == item["comments"] == f"https://site.example/links/{link.pk}"
    assert item["creator"] == "alice"


def test_ask_rss_links_to_own_page(client: Client) -> None:
    make_link()
    link = make_link(url="", text="<b>Well?</b>", title="Ask: what?")
    (item,) = items(client, "ask")
    assert item["link"].endswith(f"/links/{link.pk}")
    assert "&lt;b&gt;Well?&lt;/b&gt;" in item["description"]


def test_comments_rss(client: Client, alice: User) -> None:
    comment = make_comment(on=make_link(title="Cats"), by=alice, body="No <i>dogs</i>.")
    (item,) = items(client, "comments")
    assert item["title"] == "alice on “Cats”"
    assert item["link"].endswith(f"/links/{comment.link_id}/comments/{comment.pk}")
    assert item["description"] == "<p>No &lt;i&gt;dogs&lt;/i&gt;.</p>"


# Postgres stores none of NUL and lone surrogates.
FORBIDDEN_IN_XML = "".join(map(chr, {*range(1, 32), 0xFFFE, 0xFFFF} - {9, 10, 13}))


@pytest.mark.parametrize("path", ["top", "new", "best", "by/alice", "site/news.example"])
def test_links_rss_leaves_out_stored_characters_that_xml_forbids(
    client: Client, alice: User, path: str
) -> None:
    make_link(by=alice, url="https://news.example/a", text="x")
    Link.objects.update(
        title=f"One{FORBIDDEN_IN_XML} two\U0001f600",
        text=f"{FORBIDDEN_IN_XML}Three\nfour",
        url=f"https://news.example/{FORBIDDEN_IN_XML}",
    )
    (item,) = items(client, path)
    assert item["title"] == "One two\U0001f600"
    assert "<p>Three\nfour</p>" in item["description"]
    assert item["link"].startswith("https://news.example/")


def test_comments_rss_leaves_out_stored_characters_that_xml_forbids(
    client: Client, alice: User
) -> None:
    comment = make_comment(on=make_link(title="Cats"), by=alice)
    Comment.objects.update(body=f"No {FORBIDDEN_IN_XML}dogs.")
    Link.objects.update(title=f"{FORBIDDEN_IN_XML}Cats")
    User.objects.filter(pk=alice.pk).update(handle="ali\ufffece")
    (item,) = items(client, "comments")
    assert item["title"] == "alice on “Cats”"
    assert item["description"] == "<p>No dogs.</p>"
    assert item["guid"].endswith(f"/comments/{comment.pk}")


def test_site_rss_is_of_site_in_any_spelling(client: Client) -> None:
    make_link(title="One", url="https://straße.example/")
    make_link(title="Other", url="https://strasse.example/")
    for name in ("straße.example", "www.STRAẞE.example", "xn--strae-oqa.example"):
        assert [item["title"] for item in items(client, f"site/{name}")] == ["One"]
    assert items(client, "site/unknown.example") == []


@pytest.mark.parametrize(
    "path",
    ["other", "by/unknown_user", "by/%00", "by/%01", "by/%EF%BF%BE", "%00", "site/%00", "site/%01",
     "site/a%1Fb.example", "site/%EF%BF%BE", "site/%ED%A0%80", "site/localhost", "site/10.0.0.1"],
)  # fmt: skip
def test_unknown_rss_feed_is_not_found(client: Client, path: str) -> None:
    response = client.get(f"/api/links/rss/{path}/")
    assert response.status_code == 404
    assert response.json()["code"] == "not_found"
