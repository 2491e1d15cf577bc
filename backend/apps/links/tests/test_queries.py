"""The number of SQL queries of a response does not depend on its number of rows."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.accounts.tests.graphql_client import GraphQLClient
from apps.links import comment_tree
from apps.links.bookmarks import hide_link, save_link
from apps.links.models import Flag, Moderation
from apps.links.ranking import ensure_fresh_ranks
from apps.links.tests.factories import make_comment, make_link, make_votes
from apps.links.voting import cast_vote, vote_on_comment

pytestmark = pytest.mark.django_db

PERSON = "{ id username email }"
LINK = f"""
    id url description text site status score commentCount createdAt editedAt
    postedBy {PERSON} voted saved hidden flagged editable
"""
COMMENT = f"""
    id parentId body status score createdAt editedAt author {PERSON}
    vote flagged editable downvotable
"""
TODAY = timezone.now().date()
WIDEST = f"""{{
    me {PERSON}
    users {PERSON}
    links(first: 8) {{ {LINK} votes {{ id user {PERSON} link {{ {LINK} }} }} }}
    votes {{ id user {PERSON} link {{ {LINK} votes {{ id user {{ id }} }} }} }}
    top: feed(first: 8) {{ edges {{ cursor node {{ {LINK} }} }} pageInfo {{ endCursor }} }}
    best: feed(list: BEST, first: 8) {{ edges {{ node {{ {LINK} }} }} }}
    show: feed(list: SHOW, first: 8) {{ edges {{ node {{ {LINK} }} }} }}
    frontPage(day: "{TODAY}", first: 8) {{ edges {{ node {{ {LINK} }} }} }}
    unreadReplies
    profile(username: "alice") {{ karma about joinedAt user {PERSON} }}
    linksOf(site: "example.com", first: 8) {{ edges {{ node {{ {LINK} }} }} }}
    savedLinks(first: 8) {{ edges {{ node {{ {LINK} }} }} }}
    hiddenLinks(first: 8) {{ edges {{ node {{ {LINK} }} }} }}
    comments(first: 8) {{ edges {{ node {{ {COMMENT} link {{ {LINK} }} }} }} }}
    answers(first: 8) {{ edges {{ node {{ {COMMENT} link {{ {LINK} }} }} }} }}
    searchLinks(words: "link", first: 8) {{ links {{ edges {{ node {{ {LINK} }} }} }} }}
    searchComments(words: "indeed", first: 8) {{ comments {{ edges {{ node {{ {COMMENT} }} }} }} }}
    moderations(first: 8) {{
        edges {{ node {{
            id reason moderator {PERSON} link {{ {LINK} }} comment {{ {COMMENT} }}
        }} }}
    }}
    relayLinks(first: 8) {{
        edges {{ node {{ id url postedBy {PERSON} votes(first: 8) {{
            edges {{ node {{ id user {PERSON} link {{ id }} }} }}
        }} }} }}
    }}
}}"""


@contextmanager
def counted() -> Iterator[CaptureQueriesContext]:
    ensure_fresh_ranks()
    with CaptureQueriesContext(connection) as queries:
        yield queries


def more_of(many: CaptureQueriesContext, *, than: CaptureQueriesContext) -> Counter[str]:
    """Return the queries that run more often."""

    def kinds(queries: CaptureQueriesContext) -> Counter[str]:
        return Counter(re.sub(r"\d+|, ", "", query["sql"]) for query in queries.captured_queries)

    return kinds(many) - kinds(than)


def populate(viewer: User, links: int) -> None:
    hide_link(user=viewer, link_id=make_link().pk)
    for _ in range(links):
        link = make_link(by=make_user(), title="Show: Something")
        make_votes(link, 2)
        cast_vote(user=viewer, link_id=link.pk)
        save_link(user=viewer, link_id=link.pk)
        comment = make_comment(on=link, by=make_user())
        reply = make_comment(on=link, by=make_user(), under=comment)
        vote_on_comment(user=viewer, comment_id=reply.pk, value=1)
        make_comment(on=link, under=make_comment(on=link, by=viewer))
        Flag.objects.create(user=viewer, link=link, reason="spam")
        Moderation.objects.create(
            moderator=make_user(), link=link, comment=comment, action="hide", reason="No."
        )


def test_query_count_of_widest_query_is_independent_of_rows(alice: User) -> None:
    client = GraphQLClient(alice)
    populate(alice, 2)
    client.query(WIDEST)  # fill the caches of the process
    with counted() as few:
        data = client.query(WIDEST)
    assert len(data["links"]) == 2 + 1
    populate(alice, 6)
    with counted() as many:
        data = client.query(WIDEST)
    assert len(data["top"]["edges"]) == len(data["comments"]["edges"]) == 8
    assert len(many) == len(few), more_of(many, than=few)


def test_query_count_of_thread_is_independent_of_comments(alice: User) -> None:
    client, link = GraphQLClient(alice), make_link()
    comments = f"comments {{ edges {{ node {{ {COMMENT} }} }} }}"
    query = f"query ($id: ID!) {{ link(id: $id) {{ {LINK} {comments} }} }}"
    counts = []
    for _ in range(2):
        for _ in range(4):
            make_comment(on=link, under=make_comment(on=link))
        with counted() as queries:
            client.query(query, id=link.pk)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("arguments", ["first: 0", "first: 5", "first: 5, under: 2000000000"])
def test_query_count_of_threads_is_independent_of_links(alice: User, arguments: str) -> None:
    client = GraphQLClient(alice)
    comments = f"comments({arguments}) {{ edges {{ node {{ {COMMENT} }} }} }}"
    query = f"{{ links(first: 8) {{ {comments} }} }}"
    counts = []
    for links in (2, 6):
        populate(alice, links)
        with counted() as queries:
            client.query(query)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_threads_of_a_list_share_page_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comment_tree, "MAX_PAGE_ROWS", 6)
    for _ in range(3):
        link = make_link()
        for _ in range(4):
            make_comment(on=link)
    page = "comments { edges { node { id } } pageInfo { hasNextPage endCursor } }"
    links = GraphQLClient().query(f"{{ links {{ id {page} }} }}")["links"]

    assert [len(link["comments"]["edges"]) for link in links] == [2, 2, 2]
    info = links[0]["comments"]["pageInfo"]
    assert info["hasNextPage"]
    query = """query ($id: ID!, $after: String) {
        link(id: $id) { comments(after: $after) { edges { node { id } } } }
    }"""
    rest = GraphQLClient().query(query, id=links[0]["id"], after=info["endCursor"])["link"]
    assert len(rest["comments"]["edges"]) == 2


def test_front_page_takes_four_queries(alice: User) -> None:
    client = GraphQLClient(alice)
    populate(alice, 35)
    query = "{ feed { edges { node { id score commentCount voted postedBy { username } } } } }"
    with counted() as queries:
        edges = client.query(query)["feed"]["edges"]
    assert len(edges) == 30
    assert len(queries) == 4
