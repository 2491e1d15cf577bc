"""What belongs to links, comments and votes, fetched for all that were fetched with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from graphql import GraphQLResolveInfo

from apps.accounts.models import User
from apps.accounts.people import Person, people
from apps.core.graphql.peers import loaded, together
from apps.links.models import Comment, CommentVote, Flag, Link, SavedLink, Vote
from apps.links.moderating import is_moderator

MOST_VOTES = 5_000
"""Rows of all the links of an answer together."""
SOME_VOTES = """
SELECT v.id, v.link_id, v.user_id FROM unnest(%s::bigint[]) AS l(id)
CROSS JOIN LATERAL (
    SELECT id, link_id, user_id FROM links_vote WHERE link_id = l.id ORDER BY user_id LIMIT %s
) AS v ORDER BY v.id
"""


@dataclass
class CastVote:
    """A vote as a list of them shows it. To make a model of each takes nine times as long."""

    id: int
    link_id: int
    user_id: int

    @property
    def pk(self) -> int:
        return self.id


def person(row: Any, column: str) -> Person | None:
    """Whom the row names in `column`, as "posted_by_id"."""

    def load(rows: Sequence[Any]) -> dict[Any, Person]:
        known = people(getattr(row, column) for row in rows)
        return {row.pk: known[key] for row in rows if (key := getattr(row, column)) in known}

    found: Person | None = loaded(row, column, load, None)
    return found


def link_of(row: Any) -> Link:
    def load(rows: Sequence[Any]) -> dict[Any, Link]:
        links = Link.objects.in_bulk({row.link_id for row in rows})
        return {row.pk: links[row.link_id] for row in rows if row.link_id in links}

    found: Link = loaded(row, "link", load, row)
    return found


def comment_of(row: Any) -> Comment | None:
    def load(rows: Sequence[Any]) -> dict[Any, Comment]:
        comments = Comment.objects.in_bulk({row.comment_id for row in rows} - {None})
        return {row.pk: comments[row.comment_id] for row in rows if row.comment_id in comments}

    found: Comment | None = loaded(row, "comment", load, None)
    return found


def votes_of(link: Link) -> list[CastVote]:
    """As many as leave room for those of the other links of the answer."""

    def load(links: Sequence[Link]) -> dict[int, list[CastVote]]:
        most = max(1, MOST_VOTES // len(links))
        with connection.cursor() as cursor:
            cursor.execute(SOME_VOTES, [_keys(links), most])
            votes = together(CastVote(*row) for row in cursor.fetchall())
        by_link: dict[int, list[CastVote]] = defaultdict(list)
        for vote in votes:
            by_link[vote.link_id].append(vote)
        return by_link

    votes: list[CastVote] = loaded(link, "votes", load, [])
    return votes


def has_voted(link: Link, info: GraphQLResolveInfo) -> bool:
    return _is_among(link, "voted", Vote.objects.filter(user=_viewer(info)), "link_id", info)


def has_saved(link: Link, info: GraphQLResolveInfo) -> bool:
    return _is_among(link, "saved", SavedLink.objects.filter(user=_viewer(info)), "link_id", info)


def has_flagged(row: Link | Comment, info: GraphQLResolveInfo) -> bool:
    column = "comment_id" if isinstance(row, Comment) else "link_id"
    return _is_among(row, "flagged", Flag.objects.filter(user=_viewer(info)), column, info)


def vote_on(comment: Comment, info: GraphQLResolveInfo) -> int:
    viewer = _viewer(info)
    if viewer is None:
        return 0

    def load(comments: Sequence[Comment]) -> dict[int, int]:
        votes = CommentVote.objects.filter(user=viewer, comment__in=_keys(comments))
        return dict(votes.values_list("comment_id", "value"))

    value: int = loaded(comment, "vote", load, 0)
    return value


def may_change(row: Link | Comment, info: GraphQLResolveInfo) -> bool:
    viewer = _viewer(info)
    return viewer is not None and row.may_change(viewer)


def may_read(row: Link | Comment, info: GraphQLResolveInfo) -> bool:
    """What is not live any more is for whoever wrote it, and for moderators."""
    if row.is_live:
        return True
    viewer = _viewer(info)
    author = row.author_id if isinstance(row, Comment) else row.posted_by_id
    return viewer is not None and (viewer.pk == author or is_moderator(viewer))


def _is_among(row: Any, name: str, theirs: Any, column: str, info: GraphQLResolveInfo) -> bool:
    if _viewer(info) is None:
        return False

    def load(rows: Sequence[Any]) -> dict[Any, bool]:
        among = theirs.filter(**{f"{column}__in": _keys(rows)})
        return dict.fromkeys(among.values_list(column, flat=True), True)

    is_among: bool = loaded(row, name, load, False)
    return is_among


def _keys(rows: Iterable[Any]) -> list[int]:
    return [row.pk for row in rows]


def _viewer(info: GraphQLResolveInfo) -> User | None:
    user = info.context.user
    return user if isinstance(user, User) else None
