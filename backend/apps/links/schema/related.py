"""What belongs to links, comments and votes, fetched for all that were fetched with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from graphql import GraphQLResolveInfo

from apps.accounts.models import User
from apps.accounts.people import Person, people
from apps.core.graphql.peers import loaded
from apps.links.models import Comment, Link, Vote
from apps.links.moderating import is_moderator

MOST_VOTES = 5_000
"""Rows of all the links of an answer together."""
SOME_VOTES = """
SELECT v.id, v.link_id, v.user_id, u.handle FROM unnest(%s::bigint[]) AS l(id)
CROSS JOIN LATERAL (
    SELECT id, link_id, user_id FROM links_vote WHERE link_id = l.id ORDER BY user_id LIMIT %s
) AS v JOIN accounts_user u ON u.id = v.user_id ORDER BY v.id
"""


class CastVote(NamedTuple):
    """A vote as a list of them shows it. To make a model of each takes nine times as long."""

    id: int
    user: Person
    link: Link


DONE_TO_LINKS = """
SELECT l.id,
    EXISTS (SELECT FROM links_vote WHERE user_id = %(viewer)s AND link_id = l.id),
    EXISTS (SELECT FROM links_savedlink WHERE user_id = %(viewer)s AND link_id = l.id),
    EXISTS (SELECT FROM links_hiddenlink WHERE user_id = %(viewer)s AND link_id = l.id),
    EXISTS (SELECT FROM links_flag WHERE user_id = %(viewer)s AND link_id = l.id)
FROM unnest(%(rows)s::bigint[]) AS l(id)
"""
DONE_TO_COMMENTS = """
SELECT c.id,
    coalesce((SELECT value FROM links_commentvote
        WHERE user_id = %(viewer)s AND comment_id = c.id), 0),
    EXISTS (SELECT FROM links_flag WHERE user_id = %(viewer)s AND comment_id = c.id)
FROM unnest(%(rows)s::bigint[]) AS c(id)
"""


class DoneToLink(NamedTuple):
    voted: bool = False
    saved: bool = False
    hidden: bool = False
    flagged: bool = False


class DoneToComment(NamedTuple):
    vote: int = 0
    flagged: bool = False


def person(row: Any, column: str) -> Person | None:
    """Whom the row names in `column`, as "posted_by_id"."""

    def load(rows: Sequence[Any]) -> dict[Any, Person]:
        known = people(getattr(row, column) for row in rows)
        return {row.pk: known[key] for row in rows if (key := getattr(row, column)) in known}

    found: Person | None = loaded(row, column, load, None)
    return found


def link_of(row: Any) -> Link:
    if isinstance(row, CastVote):
        return row.link

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


def voter(vote: Vote | CastVote) -> Person | None:
    return vote.user if isinstance(vote, CastVote) else person(vote, "user_id")


def votes_of(link: Link) -> list[CastVote]:
    """As many as leave room for those of the other links of the answer."""

    def load(links: Sequence[Link]) -> dict[int, list[CastVote]]:
        by_link: dict[int, list[CastVote]] = defaultdict(list)
        by_key = {each.pk: each for each in links}
        with connection.cursor() as cursor:
            cursor.execute(SOME_VOTES, [list(by_key), max(1, MOST_VOTES // len(links))])
            for key, link_key, user_key, handle in cursor.fetchall():
                cast = CastVote(key, Person(user_key, handle), by_key[link_key])
                by_link[link_key].append(cast)
        return by_link

    votes: list[CastVote] = loaded(link, "votes", load, [])
    return votes


def has_voted(link: Link, info: GraphQLResolveInfo) -> bool:
    return _done_to_link(link, info).voted


def has_saved(link: Link, info: GraphQLResolveInfo) -> bool:
    return _done_to_link(link, info).saved


def has_hidden(link: Link, info: GraphQLResolveInfo) -> bool:
    return _done_to_link(link, info).hidden


def has_flagged(row: Link | Comment, info: GraphQLResolveInfo) -> bool:
    if isinstance(row, Comment):
        return _done_to_comment(row, info).flagged
    return _done_to_link(row, info).flagged


def vote_on(comment: Comment, info: GraphQLResolveInfo) -> int:
    return _done_to_comment(comment, info).vote


def may_change(row: Link | Comment, info: GraphQLResolveInfo) -> bool:
    viewer = viewer_if_any(info)
    return viewer is not None and row.may_change(viewer)


def may_read(row: Link | Comment, info: GraphQLResolveInfo) -> bool:
    """What is not live any more is for whoever wrote it, and for moderators."""
    if row.is_live:
        return True
    viewer = viewer_if_any(info)
    author = row.author_id if isinstance(row, Comment) else row.posted_by_id
    return viewer is not None and (viewer.pk == author or is_moderator(viewer))


def _done_to_link(link: Link, info: GraphQLResolveInfo) -> DoneToLink:
    done: DoneToLink = _done(link, info, DONE_TO_LINKS, DoneToLink)
    return done


def _done_to_comment(comment: Comment, info: GraphQLResolveInfo) -> DoneToComment:
    done: DoneToComment = _done(comment, info, DONE_TO_COMMENTS, DoneToComment)
    return done


def _done(row: Any, info: GraphQLResolveInfo, sql: str, kind: Any) -> Any:
    """What the viewer did to the row. Whoever asks for one thing mostly asks for all of them."""
    viewer = viewer_if_any(info)
    if viewer is None:
        return kind()

    def load(rows: Sequence[Any]) -> dict[int, Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, {"viewer": viewer.pk, "rows": _keys(rows)})
            return {key: kind(*done) for key, *done in cursor.fetchall()}

    return loaded(row, "done", load, kind())


def _keys(rows: Iterable[Any]) -> list[int]:
    return [row.pk for row in rows]


def viewer_if_any(info: GraphQLResolveInfo) -> User | None:
    user = info.context.user
    return user if isinstance(user, User) else None
