from xml.etree import ElementTree

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.links.tests.factories import make_comment, make_link

pytestmark = pytest.mark.django_db


def channel(client: Client, path: str) -> ElementTree.Element:
    answer = client.get(f"/api/links/rss/{path}/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=300"
    found = ElementTree.fromstring(answer.content).find("channel")  # noqa: S314 our own
    assert found is not None
    return found


def items(client: Client, path: str) -> list[dict[str, str]]:
    return [
        {member.tag.split("}")[-1]: member.text or "" for member in item}
        for item in channel(client, path).iter("item")
    ]


@pytest.mark.parametrize("path", ["top", "new", "best", "by/alice", "site/news.example"])
def test_a_list_is_a_feed(client: Client, alice: User, path: str, settings: object) -> None:
    settings.SITE_URL = "https://site.example"  # type: ignore[attr-defined]
    link = make_link(by=alice, title="One & <two>", url="https://news.example/a?b=1&c=2")
    (item,) = items(client, path)
    assert item["title"] == "One & <two>"
    assert item["link"] == "https://news.example/a?b=1&c=2"
    assert item["guid"] == item["comments"] == f"https://site.example/links/{link.pk}"
    assert item["creator"] == "alice"


def test_what_is_asked_leads_to_its_own_page(client: Client) -> None:
    make_link()
    link = make_link(url="", text="<b>Well?</b>", title="Ask: what?")
    (item,) = items(client, "ask")
    assert item["link"].endswith(f"/links/{link.pk}")
    assert "&lt;b&gt;Well?&lt;/b&gt;" in item["description"]


def test_comments_are_a_feed(client: Client, alice: User) -> None:
    comment = make_comment(on=make_link(title="Cats"), by=alice, body="No <i>dogs</i>.")
    (item,) = items(client, "comments")
    assert item["title"] == "alice on “Cats”"
    assert item["link"].endswith(f"/links/{comment.link_id}/comments/{comment.pk}")
    assert item["description"] == "<p>No &lt;i&gt;dogs&lt;/i&gt;.</p>"


@pytest.mark.parametrize("path", ["other", "by/nobody"])
def test_there_is_no_other(client: Client, path: str) -> None:
    answer = client.get(f"/api/links/rss/{path}/")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"
