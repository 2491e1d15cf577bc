"""Lists of links and comments, and their pages while ranks and scores change."""

from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain
from random import Random

import pytest
from django.db.models import F

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.accounts.tests.graphql_client import GraphQLClient
from apps.links import profiles
from apps.links.feeds import best, top
from apps.links.models import Comment, Link
from apps.links.ranking import compute_ranks
from apps.links.tests.factories import make_comment, make_link, make_links

pytestmark = pytest.mark.django_db
FEED = """query ($list: Feed, $first: Int, $after: String) {
    feed(list: $list, first: $first, after: $after) {
        edges { node { id } cursor } pageInfo { hasNextPage endCursor }
    }
}"""


def pages(client: GraphQLClient, **variables: object) -> list[list[int]]:
    found, after = [], None
    while True:
        page = client.query(FEED, after=after, **variables)["feed"]
        found.append([int(edge["node"]["id"]) for edge in page["edges"]])
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]
        assert after == page["edges"][-1]["cursor"]


def simulate_activity(chance: Random) -> None:
    """Add votes and a link, and let six hours pass."""
    links = list(Link.objects.order_by("pk"))
    for link in chance.sample(links, 15):
        link.score += chance.randint(1, 80)
    for link in chance.sample(links, 5):
        link.score = max(link.score - 1, 1)
    Link.objects.bulk_update(links, ["score"])
    Link.objects.update(created_at=F("created_at") - timedelta(hours=6))
    make_link(score=chance.randint(1, 300))
    compute_ranks()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("which", [top, best])
def test_ranked_pages_have_each_link_once_while_ranks_change(seed: int, which: object) -> None:
    chance = Random(seed)
    expected = set(make_links(120, chance=chance))
    compute_ranks()
    seen: list[int] = []
    after, has_more = None, True
    while has_more:
        page = which(first=chance.randint(1, 13), after=after)  # type: ignore[operator]
        seen += [link.pk for link in page.rows]
        has_more = page.has_more
        after = page.cursor_after(len(page.rows) - 1)
        simulate_activity(chance)

    assert len(seen) == len(set(seen))
    assert expected <= set(seen)


def test_top_feed_is_ordered_by_rank() -> None:
    make_links(90, chance=Random(1))
    in_order = list(chain(*pages(GraphQLClient(), first=20)))
    by_rank = Link.objects.order_by("-rank", "-pk").values_list("pk", flat=True)
    assert in_order == list(by_rank)


def test_best_feed_is_ordered_by_score() -> None:
    make_links(50, chance=Random(2))
    by_score = Link.objects.order_by("-score", "-pk").values_list("pk", flat=True)
    assert list(chain(*pages(GraphQLClient(), list="BEST", first=20))) == list(by_score)


def test_new_feed_is_newest_first_and_ask_has_text_posts() -> None:
    first, text, last = make_link(), make_link(url="", text="Well?"), make_link()
    assert pages(GraphQLClient(), list="NEW", first=2) == [[last.pk, text.pk], [first.pk]]
    assert pages(GraphQLClient(), list="ASK") == [[text.pk]]


def test_each_edge_has_its_own_cursor() -> None:
    make_links(12, chance=Random(3))
    page = GraphQLClient().query(FEED, first=6)["feed"]["edges"]
    rest = GraphQLClient().query(FEED, first=3, after=page[2]["cursor"])["feed"]["edges"]
    assert [edge["node"] for edge in rest] == [edge["node"] for edge in page[3:]]


def test_show_feed_has_titles_that_begin_with_show() -> None:
    first = make_link(title="Show: My kettle")
    second = make_link(title="SHOW HN: a kettle", url="", text="Mine.")
    make_link(title="Showers are overrated")
    make_link(title="Ask: Show or tell?")
    assert set(chain(*pages(GraphQLClient(), list="SHOW", first=1))) == {first.pk, second.pk}


FRONT_PAGE = """query ($day: Date!, $first: Int, $after: String) {
    frontPage(day: $day, first: $first, after: $after) {
        edges { node { id } } pageInfo { hasNextPage endCursor }
    }
}"""


def test_front_page_has_links_of_one_day_by_score(alice: User) -> None:
    day = datetime(2026, 11, 20, tzinfo=UTC)

    def make(created_at: datetime, score: int = 1) -> int:
        link = make_link(score=score)
        Link.objects.filter(pk=link.pk).update(created_at=created_at)
        return link.pk

    low, high = make(day, score=2), make(day + timedelta(hours=23, minutes=59), score=9)
    make(day - timedelta(microseconds=1))
    make(day + timedelta(days=1))

    def keys(client: GraphQLClient, after: str | None = None, **variables: object) -> list[int]:
        page = client.query(FRONT_PAGE, after=after, **variables)["frontPage"]
        found = [int(edge["node"]["id"]) for edge in page["edges"]]
        if page["pageInfo"]["hasNextPage"]:
            found += keys(client, page["pageInfo"]["endCursor"], **variables)
        return found

    client = GraphQLClient(alice)
    assert keys(client, day="2026-11-20", first=1) == [high, low]
    client.query(HIDE, id=high)
    assert keys(client, day="2026-11-20") == [low]
    assert keys(GraphQLClient(), day="2026-11-20") == [high, low]
    assert keys(client, day="9999-12-31") == keys(client, day="0001-01-01") == []


LINKS_OF = """query ($site: String, $username: String) {
    linksOf(site: $site, username: $username) { edges { node { id } } }
}"""


def test_links_of_site_and_user(alice: User) -> None:
    here = make_link(by=alice, url="https://www.here.example/1")
    there = make_link(url="https://there.example/1")
    again = make_link(url="https://here.example/2")

    def keys(**filters: str) -> list[int]:
        edges = GraphQLClient().query(LINKS_OF, **filters)["linksOf"]["edges"]
        return [int(edge["node"]["id"]) for edge in edges]

    assert keys(site="www.Here.example") == keys(site="here。example") == [again.pk, here.pk]
    assert keys(username="ALICE") == [here.pk]
    assert keys(site="there.example", username="alice") == []
    assert keys(site="there.example") == [there.pk]
    assert keys(site="") == []
    assert GraphQLClient().error(LINKS_OF, username="nobody")["code"] == "BAD_USER_INPUT"
    assert GraphQLClient().error(LINKS_OF)["code"] == "BAD_USER_INPUT"
    for site in ("xn--a.example", "10.0.0.1", "a b", "\ufffe"):
        assert GraphQLClient().error(LINKS_OF, site=site)["errors"][0]["field"] == "site"


def test_comments_of_all_and_of_user(alice: User, bob: User) -> None:
    link = make_link()
    hers, his = make_comment(on=link, by=alice), make_comment(on=link, by=bob)
    query = """query ($username: String) {
        comments(username: $username) { edges { node { id link { id } } } }
    }"""

    def keys(**filters: str) -> list[int]:
        edges = GraphQLClient().query(query, **filters)["comments"]["edges"]
        return [int(edge["node"]["id"]) for edge in edges]

    assert keys() == [his.pk, hers.pk]
    assert keys(username="alice") == [hers.pk]
    Link.objects.update(status="hidden")
    assert keys() == []


SAVE = (
    "mutation ($id: ID!, $saved: Boolean) { saveLink(id: $id, saved: $saved) { link { saved } } }"
)
SAVED = "{ savedLinks { edges { node { id saved } } } }"


def test_saved_links_are_private(alice: User, bob: User) -> None:
    first, second, client = make_link(), make_link(), GraphQLClient(alice)
    for link in (second, first, first):
        assert client.query(SAVE, id=link.pk)["saveLink"]["link"]["saved"]
    edges = client.query(SAVED)["savedLinks"]["edges"]
    assert [int(edge["node"]["id"]) for edge in edges] == [first.pk, second.pk]
    assert GraphQLClient(bob).query(SAVED)["savedLinks"]["edges"] == []

    client.query(SAVE, id=first.pk, saved=False)
    assert len(client.query(SAVED)["savedLinks"]["edges"]) == 1
    assert GraphQLClient().error(SAVED)["code"] == "UNAUTHENTICATED"


HIDE = (
    "mutation ($id: ID!, $hidden: Boolean) {"
    " hideLink(id: $id, hidden: $hidden) { link { hidden } } }"
)
HIDDEN = "{ hiddenLinks { edges { node { id hidden } } } }"


@pytest.mark.parametrize("which", ["TOP", "NEW", "BEST", "ASK", "SHOW"])
def test_hidden_links_are_missing_from_own_feeds(alice: User, bob: User, which: str) -> None:
    make_question = partial(make_link, title="Show: This", url="", text="Why?")
    settled, moves, stays = make_question(score=9), make_question(score=3), make_question(score=2)
    Link.objects.filter(pk=settled.pk).update(rank=-0.5)
    client = GraphQLClient(alice)

    def keys(client: GraphQLClient) -> set[int]:
        found = pages(client, list=which, first=1)
        return set(chain(*found))

    for link in (moves, settled):
        for _ in range(2):
            assert client.query(HIDE, id=link.pk)["hideLink"]["link"] == {"hidden": True}
    assert keys(client) == {stays.pk}
    assert keys(GraphQLClient(bob)) == keys(GraphQLClient()) == {moves.pk, stays.pk, settled.pk}
    edges = client.query(HIDDEN)["hiddenLinks"]["edges"]
    assert [edge["node"] for edge in edges] == [
        {"id": str(settled.pk), "hidden": True},
        {"id": str(moves.pk), "hidden": True},
    ]
    assert GraphQLClient(bob).query(HIDDEN)["hiddenLinks"]["edges"] == []

    assert client.query(HIDE, id=moves.pk, hidden=False)["hideLink"]["link"] == {"hidden": False}
    assert keys(client) == {moves.pk, stays.pk}


def test_hidden_links_stay_in_search_and_user_pages(alice: User) -> None:
    link, client = make_link(by=make_user(handle="wren"), title="A tapir"), GraphQLClient(alice)
    client.query(HIDE, id=link.pk)
    query = """query ($id: ID!) {
        link(id: $id) { hidden }
        linksOf(username: "wren") { edges { node { hidden } } }
        searchLinks(words: "tapir") { links { edges { node { hidden } } } }
    }"""
    data = client.query(query, id=link.pk)
    found = {"edges": [{"node": {"hidden": True}}]}
    assert data == {
        "link": {"hidden": True},
        "linksOf": found,
        "searchLinks": {"links": found},
    }


def test_hide_link_rejects_unknown_link(alice: User) -> None:
    assert GraphQLClient(alice).error(HIDE, id=404)["code"] == "NOT_FOUND"
    assert GraphQLClient().error(HIDDEN)["code"] == "UNAUTHENTICATED"


REPLIES = "{ answers { edges { node { id } } } }"


def test_replies_are_by_others_to_own_comments_and_links(alice: User, bob: User) -> None:
    hers, his = make_link(by=alice), make_link(by=bob)
    to_link = make_comment(on=hers, by=bob)
    question = make_comment(on=his, by=alice)
    to_question = make_comment(on=his, by=bob, under=question)
    make_comment(on=hers, by=make_user(), under=to_link)  # a reply to bob
    make_comment(on=hers, by=alice)  # her own comment
    hidden = make_comment(on=hers, by=bob)
    Comment.objects.filter(pk=hidden.pk).update(status="hidden")

    def keys(client: GraphQLClient) -> list[int]:
        return [int(edge["node"]["id"]) for edge in client.query(REPLIES)["answers"]["edges"]]

    assert keys(GraphQLClient(alice)) == [to_question.pk, to_link.pk]
    assert question.pk in keys(GraphQLClient(bob))
    assert to_link.pk not in keys(GraphQLClient(bob))
    assert GraphQLClient().error(REPLIES)["code"] == "UNAUTHENTICATED"


UNREAD = "{ unreadReplies }"
MARK_READ = "mutation { markRepliesRead { unreadReplies } }"


def test_unread_replies_are_counted_until_read(alice: User, bob: User) -> None:
    link, client = make_link(by=alice), GraphQLClient(alice)
    make_comment(on=link, by=bob)
    make_comment(on=link, by=alice)  # her own comment
    assert client.query(UNREAD) == {"unreadReplies": 1}
    assert GraphQLClient(bob).query(UNREAD) == {"unreadReplies": 0}

    assert client.query(MARK_READ) == {"markRepliesRead": {"unreadReplies": 0}}
    assert client.query(UNREAD) == {"unreadReplies": 0}
    make_comment(on=link, by=bob)
    assert client.query(UNREAD) == {"unreadReplies": 1}
    for query in (UNREAD, MARK_READ):
        assert GraphQLClient().error(query)["code"] == "UNAUTHENTICATED"


def test_unread_replies_are_limited(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "MAX_UNREAD_REPLIES", 2)
    link = make_link(by=alice)
    for _ in range(3):
        make_comment(on=link)
    assert GraphQLClient(alice).query(UNREAD) == {"unreadReplies": 2}
