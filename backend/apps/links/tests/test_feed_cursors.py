"""Cursors of lists: forged, full, and too long ones."""

from random import Random
from typing import Any

import pytest
from django.core.signing import Signer

from apps.accounts.tests.graphql_client import GraphQLClient
from apps.links import cursors
from apps.links.cursors import (
    IdCursor,
    InvalidCursorError,
    RankCursor,
    SeenCursor,
    parse_id_cursor,
    parse_ranked_cursor,
    parse_seen_cursor,
)
from apps.links.feeds import best, top
from apps.links.graphql import connections
from apps.links.models import Link
from apps.links.tests.factories import make_link, make_links

pytestmark = pytest.mark.django_db
PAGE = """query ($first: Int, $after: String) {
    feed(first: $first, after: $after) {
        edges { node { id } cursor }
    }
}"""


@pytest.mark.parametrize("first", [0, 100, 101, 2_000_000_000])
def test_page_size_is_limited_to_hundred(first: int) -> None:
    make_links(130, chance=Random(4))
    edges = GraphQLClient().query(PAGE, first=first)["feed"]["edges"]
    assert len(edges) == min(first, 100)


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        "A" * 90_000,
        "YXJyYXljb25uZWN0aW9uOjA=",
        IdCursor(key=3).encode(),
        Signer().sign_object({"b": 0, "s": [1] * 990_000, "p": []}, compress=True) + "~0",
        *(
            SeenCursor().cursors([])(0).removesuffix("~0") + end
            for end in ("", "~", "~-1", "~²", "~1" * 9)
        ),
    ],
)
def test_forged_cursor_is_rejected(cursor: str) -> None:
    make_link()
    error = GraphQLClient().error(PAGE, after=cursor)
    assert (error["code"], error["errors"][0]["field"]) == ("BAD_USER_INPUT", "after")


def test_cursor_of_another_list_is_rejected() -> None:
    cursor = RankCursor(rank=1.0, key=7, active_from=9).encode()
    for read in (parse_id_cursor, parse_seen_cursor):
        with pytest.raises(InvalidCursorError):
            read(cursor)


def test_cursor_round_trip() -> None:
    keys = frozenset(Random(5).sample(range(1, 10**7), 5_000))
    page = [Link(pk=10**7 + number) for number in (3, 1, 2)]
    after = SeenCursor(keys=keys, active_from=12).cursors(page)

    assert parse_ranked_cursor(after(0)) == SeenCursor(keys=keys | {10**7 + 3}, active_from=12)
    assert parse_ranked_cursor(after(1)) == SeenCursor(
        keys=keys | {10**7 + 3, 10**7 + 1}, active_from=12
    )
    cursor = RankCursor(rank=-0.123456789012345, key=7, active_from=9)
    assert parse_ranked_cursor(cursor.encode()) == cursor


def test_page_encodes_its_cursors_once(monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[dict[str, Any]] = []

    def encode(members: dict[str, Any]) -> str:
        encoded.append(members)
        return "page"

    monkeypatch.setattr(cursors, "_encode", encode)
    make_links(10, chance=Random(4))

    page = best(first=10)

    assert len({page.cursor_after(index) for index in range(10)}) == 10
    assert len(encoded) == 1


def test_edge_cursors_are_rejected_when_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_links(3, chance=Random(4))
    monkeypatch.setattr(connections, "MAX_CURSORS_LENGTH", 50)
    page = GraphQLClient().query("{ feed { edges { node { id } } pageInfo { endCursor } } }")[
        "feed"
    ]

    assert page["pageInfo"]["endCursor"]
    error = GraphQLClient().error("{ feed { edges { cursor } } }")
    assert "endCursor" in error["errors"][0]["message"]


def test_list_ends_when_cursor_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cursors, "MAX_SEEN_IDS", 5)
    make_links(10, chance=Random(4))

    first = top(first=4)
    second = top(first=4, after=first.cursor_after(3))

    assert (len(first.rows), first.has_more) == (4, True)
    assert (len(second.rows), second.has_more) == (1, False)


def test_cursor_of_20000_links_is_small() -> None:
    keys = frozenset(range(980_000, 1_000_000))  # the newest of a million links
    assert len(SeenCursor(keys=keys, active_from=980_000).cursors([])(0)) < 2_000
