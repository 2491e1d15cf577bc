"""How many queries an answer takes: as many for a hundred rows as for one."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.links.marks import hide, save
from apps.links.models import Flag, Moderation
from apps.links.ranking import ensure_fresh_ranks
from apps.links.tests.asking import Asker
from apps.links.tests.factories import make_comment, make_link, make_votes
from apps.links.voting import vote, vote_on_comment

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
WIDEST = f"""{{
    me {PERSON}
    users {PERSON}
    links(first: 8) {{ {LINK} votes {{ id user {PERSON} link {{ {LINK} }} }} }}
    votes {{ id user {PERSON} link {{ {LINK} votes {{ id user {{ id }} }} }} }}
    top: feed(first: 8) {{ edges {{ cursor node {{ {LINK} }} }} pageInfo {{ endCursor }} }}
    best: feed(list: BEST, first: 8) {{ edges {{ node {{ {LINK} }} }} }}
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
    """Which tables are asked more often."""

    def kinds(queries: CaptureQueriesContext) -> Counter[str]:
        return Counter(re.sub(r"\d+|, ", "", query["sql"]) for query in queries.captured_queries)

    return kinds(many) - kinds(than)


def populate(viewer: User, links: int) -> None:
    hide(user=viewer, link_id=make_link().pk)
    for _ in range(links):
        link = make_link(by=make_user())
        make_votes(link, 2)
        vote(user=viewer, link_id=link.pk)
        save(user=viewer, link_id=link.pk)
        comment = make_comment(on=link, by=make_user())
        answer = make_comment(on=link, by=make_user(), under=comment)
        vote_on_comment(user=viewer, comment_id=answer.pk, value=1)
        make_comment(on=link, under=make_comment(on=link, by=viewer))
        Flag.objects.create(user=viewer, link=link, reason="spam")
        Moderation.objects.create(
            moderator=make_user(), link=link, comment=comment, action="hide", reason="No."
        )


def test_the_widest_query_takes_as_many_for_many_rows_as_for_few(alice: User) -> None:
    asker = Asker(alice)
    populate(alice, 2)
    asker.data(WIDEST)  # what is fetched once a process
    with counted() as few:
        answer = asker.data(WIDEST)
    assert len(answer["links"]) == 2 + 1
    populate(alice, 6)
    with counted() as many:
        answer = asker.data(WIDEST)
    assert len(answer["top"]["edges"]) == len(answer["comments"]["edges"]) == 8
    assert len(many) == len(few), more_of(many, than=few)


def test_a_thread_takes_as_many_for_many_comments_as_for_few(alice: User) -> None:
    asker, link = Asker(alice), make_link()
    comments = f"comments {{ edges {{ node {{ {COMMENT} }} }} }}"
    query = f"query ($id: ID!) {{ link(id: $id) {{ {LINK} {comments} }} }}"
    counts = []
    for _ in range(2):
        for _ in range(4):
            make_comment(on=link, under=make_comment(on=link))
        with counted() as queries:
            asker.data(query, id=link.pk)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_front_page_takes_four_with_the_one_for_who_asks(alice: User) -> None:
    asker = Asker(alice)
    populate(alice, 35)
    query = "{ feed { edges { node { id score commentCount voted postedBy { username } } } } }"
    with counted() as queries:
        edges = asker.data(query)["feed"]["edges"]
    assert len(edges) == 30
    assert len(queries) == 4
