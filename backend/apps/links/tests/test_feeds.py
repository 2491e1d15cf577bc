"""Lists, page by page, while what they list moves."""

from datetime import timedelta
from functools import partial
from itertools import chain
from random import Random

import pytest
from django.db.models import F
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.links.cursors import LONGEST, Before, Place, Seen, seen_or_place
from apps.links.feeds import best, top
from apps.links.models import Comment, Link
from apps.links.ranking import compute_ranks
from apps.links.tests.asking import Asker
from apps.links.tests.factories import make_comment, make_link

pytestmark = pytest.mark.django_db
FEED = """query ($list: Feed, $first: Int, $after: String) {
    feed(list: $list, first: $first, after: $after) {
        edges { node { id } cursor } pageInfo { hasNextPage endCursor }
    }
}"""


def make_links(count: int, *, chance: Random) -> list[int]:
    """Of the last three weeks, the keys as old as the links."""
    author = make_user()
    hours = sorted((chance.uniform(0, 500) for _ in range(count)), reverse=True)
    now = timezone.now()
    links = Link.objects.bulk_create(
        [
            Link(
                title=f"Link {number}",
                url=f"https://example.com/{number}",
                canonical_url=f"example.com/{number}",
                site="example.com",
                posted_by=author,
                score=chance.choice([1, 1, 2, 3, 40, 200]),
                created_at=now - timedelta(hours=age),
            )
            for number, age in enumerate(hours)
        ]
    )
    return [link.pk for link in links]


def pages(asker: Asker, **variables: object) -> list[list[int]]:
    found, after = [], None
    while True:
        page = asker.data(FEED, after=after, **variables)["feed"]
        found.append([int(edge["node"]["id"]) for edge in page["edges"]])
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]
        assert after == page["edges"][-1]["cursor"]


def shake(chance: Random) -> None:
    """What happens in an hour: votes, new links, and time."""
    keys = list(Link.objects.values_list("pk", flat=True))
    for key in chance.sample(keys, 15):
        Link.objects.filter(pk=key).update(score=F("score") + chance.randint(1, 80))
    for key in chance.sample(keys, 5):
        Link.objects.filter(pk=key, score__gt=1).update(score=F("score") - 1)
    Link.objects.update(created_at=F("created_at") - timedelta(hours=6))
    make_link(score=chance.randint(1, 300))
    compute_ranks()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("which", [top, best])
def test_whatever_moves_nothing_comes_twice_and_nothing_is_left_out(
    seed: int, which: object
) -> None:
    chance = Random(seed)
    there = set(make_links(120, chance=chance))
    compute_ranks()
    seen: list[int] = []
    after, has_more = None, True
    while has_more:
        page = which(first=chance.randint(1, 13), after=after)  # type: ignore[operator]
        seen += [link.pk for link in page.rows]
        has_more = page.has_more
        after = page.cursor_after(len(page.rows) - 1)
        shake(chance)

    assert len(seen) == len(set(seen))
    assert there <= set(seen)


def test_the_front_page_is_in_the_order_of_ranks() -> None:
    make_links(90, chance=Random(1))
    in_order = list(chain(*pages(Asker(), first=20)))
    by_rank = Link.objects.order_by("-rank", "-pk").values_list("pk", flat=True)
    assert in_order == list(by_rank)


def test_the_best_are_in_the_order_of_points() -> None:
    make_links(50, chance=Random(2))
    by_score = Link.objects.order_by("-score", "-pk").values_list("pk", flat=True)
    assert list(chain(*pages(Asker(), list="BEST", first=20))) == list(by_score)


def test_new_is_newest_first_and_ask_has_what_has_no_address() -> None:
    first, text, last = make_link(), make_link(url="", text="Well?"), make_link()
    assert pages(Asker(), list="NEW", first=2) == [[last.pk, text.pk], [first.pk]]
    assert pages(Asker(), list="ASK") == [[text.pk]]


def test_each_edge_has_a_cursor_of_its_own() -> None:
    make_links(12, chance=Random(3))
    page = Asker().data(FEED, first=6)["feed"]["edges"]
    rest = Asker().data(FEED, first=3, after=page[2]["cursor"])["feed"]["edges"]
    assert [edge["node"] for edge in rest] == [edge["node"] for edge in page[3:]]


LINKS_OF = """query ($site: String, $username: String) {
    linksOf(site: $site, username: $username) { edges { node { id } } }
}"""


def test_links_of_a_site_and_of_somebody(alice: User) -> None:
    here = make_link(by=alice, url="https://www.here.example/1")
    there = make_link(url="https://there.example/1")
    again = make_link(url="https://here.example/2")

    def keys(**whose: str) -> list[int]:
        edges = Asker().data(LINKS_OF, **whose)["linksOf"]["edges"]
        return [int(edge["node"]["id"]) for edge in edges]

    assert keys(site="www.Here.example") == [again.pk, here.pk]
    assert keys(username="ALICE") == [here.pk]
    assert keys(site="there.example", username="alice") == []
    assert keys(site="there.example") == [there.pk]
    assert keys(site="") == []
    assert Asker().refusal(LINKS_OF, username="nobody")["code"] == "BAD_USER_INPUT"
    assert Asker().refusal(LINKS_OF)["code"] == "BAD_USER_INPUT"


def test_comments_of_everybody_and_of_somebody(alice: User, bob: User) -> None:
    link = make_link()
    hers, his = make_comment(on=link, by=alice), make_comment(on=link, by=bob)
    query = """query ($username: String) {
        comments(username: $username) { edges { node { id link { id } } } }
    }"""

    def keys(**whose: str) -> list[int]:
        edges = Asker().data(query, **whose)["comments"]["edges"]
        return [int(edge["node"]["id"]) for edge in edges]

    assert keys() == [his.pk, hers.pk]
    assert keys(username="alice") == [hers.pk]
    Link.objects.update(status="hidden")
    assert keys() == []


SAVE = (
    "mutation ($id: ID!, $saved: Boolean) { saveLink(id: $id, saved: $saved) { link { saved } } }"
)
SAVED = "{ savedLinks { edges { node { id saved } } } }"


def test_saved_links_are_ones_own(alice: User, bob: User) -> None:
    first, second, asker = make_link(), make_link(), Asker(alice)
    for link in (second, first, first):
        assert asker.data(SAVE, id=link.pk)["saveLink"]["link"]["saved"]
    edges = asker.data(SAVED)["savedLinks"]["edges"]
    assert [int(edge["node"]["id"]) for edge in edges] == [first.pk, second.pk]
    assert Asker(bob).data(SAVED)["savedLinks"]["edges"] == []

    asker.data(SAVE, id=first.pk, saved=False)
    assert len(asker.data(SAVED)["savedLinks"]["edges"]) == 1
    assert Asker().refusal(SAVED)["code"] == "UNAUTHENTICATED"


HIDE = (
    "mutation ($id: ID!, $hidden: Boolean) {"
    " hideLink(id: $id, hidden: $hidden) { link { hidden } } }"
)
HIDDEN = "{ hiddenLinks { edges { node { id hidden } } } }"


@pytest.mark.parametrize("which", ["TOP", "NEW", "BEST", "ASK"])
def test_what_somebody_hid_is_in_none_of_their_lists(alice: User, bob: User, which: str) -> None:
    asks = partial(make_link, url="", text="Why?")
    settled, moves, stays = asks(score=9), asks(score=3), asks(score=2)
    Link.objects.filter(pk=settled.pk).update(rank=-0.5)
    asker = Asker(alice)

    def keys(asker: Asker) -> set[int]:
        found = pages(asker, list=which, first=1)
        return set(chain(*found))

    for link in (moves, settled):
        for _ in range(2):
            assert asker.data(HIDE, id=link.pk)["hideLink"]["link"] == {"hidden": True}
    assert keys(asker) == {stays.pk}
    assert keys(Asker(bob)) == keys(Asker()) == {moves.pk, stays.pk, settled.pk}
    edges = asker.data(HIDDEN)["hiddenLinks"]["edges"]
    assert [edge["node"] for edge in edges] == [
        {"id": str(settled.pk), "hidden": True},
        {"id": str(moves.pk), "hidden": True},
    ]
    assert Asker(bob).data(HIDDEN)["hiddenLinks"]["edges"] == []

    assert asker.data(HIDE, id=moves.pk, hidden=False)["hideLink"]["link"] == {"hidden": False}
    assert keys(asker) == {moves.pk, stays.pk}


def test_what_somebody_hid_is_still_where_it_is_looked_for(alice: User) -> None:
    link, asker = make_link(by=make_user(handle="wren"), title="A tapir"), Asker(alice)
    asker.data(HIDE, id=link.pk)
    query = """query ($id: ID!) {
        link(id: $id) { hidden }
        linksOf(username: "wren") { edges { node { hidden } } }
        searchLinks(words: "tapir") { links { edges { node { hidden } } } }
    }"""
    answer = asker.data(query, id=link.pk)
    found = {"edges": [{"node": {"hidden": True}}]}
    assert answer == {
        "link": {"hidden": True},
        "linksOf": found,
        "searchLinks": {"links": found},
    }


def test_nothing_is_hidden_that_is_not_there(alice: User) -> None:
    assert Asker(alice).refusal(HIDE, id=404)["code"] == "NOT_FOUND"
    assert Asker().refusal(HIDDEN)["code"] == "UNAUTHENTICATED"


ANSWERS = "{ answers { edges { node { id } } } }"


def test_answers_are_those_of_others_to_ones_comments_and_links(alice: User, bob: User) -> None:
    hers, his = make_link(by=alice), make_link(by=bob)
    to_link = make_comment(on=hers, by=bob)
    question = make_comment(on=his, by=alice)
    to_question = make_comment(on=his, by=bob, under=question)
    make_comment(on=hers, by=make_user(), under=to_link)  # answers to bob
    make_comment(on=hers, by=alice)  # says it herself
    hidden = make_comment(on=hers, by=bob)
    Comment.objects.filter(pk=hidden.pk).update(status="hidden")

    def keys(asker: Asker) -> list[int]:
        return [int(edge["node"]["id"]) for edge in asker.data(ANSWERS)["answers"]["edges"]]

    assert keys(Asker(alice)) == [to_question.pk, to_link.pk]
    assert question.pk in keys(Asker(bob))
    assert to_link.pk not in keys(Asker(bob))
    assert Asker().refusal(ANSWERS)["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize("first", [0, 100, 101, 2_000_000_000])
def test_a_page_has_a_hundred_rows_at_most(first: int) -> None:
    make_links(130, chance=Random(4))
    edges = Asker().data(FEED, first=first)["feed"]["edges"]
    assert len(edges) == min(first, 100)


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "é", "eJw", "A" * (LONGEST + 1), "YXJyYXljb25uZWN0aW9uOjA=",
     Before(key=3).encoded(), "eJyLjgUAARUAuQ"],
)  # fmt: skip
def test_a_cursor_that_is_none_is_refused(cursor: str) -> None:
    make_link()
    refusal = Asker().refusal(FEED, after=cursor or "!")
    assert (refusal["code"], refusal["errors"][0]["field"]) == ("BAD_USER_INPUT", "after")


def test_a_cursor_comes_back_as_it_was() -> None:
    keys = frozenset(Random(5).sample(range(1, 10**7), 5_000))
    for cursor in (
        Seen(keys=keys, begin=12),
        Seen(begin=1),
        Place(rank=-0.123456789012345, key=7, begin=9),
    ):
        assert seen_or_place(cursor.encoded()) == cursor


def test_a_cursor_of_a_week_of_links_is_small() -> None:
    """20,000 links of a million, all seen."""
    keys = frozenset(range(980_000, 1_000_000))
    assert len(Seen(keys=keys, begin=980_000).encoded()) < 2_000
