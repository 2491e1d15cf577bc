"""Batched loading of the rows related to links, comments and votes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from graphql import GraphQLResolveInfo

from apps.accounts.models import User
from apps.accounts.user_summaries import UserSummary, get_user_summaries
from apps.core.graphql.batching import load_batched, mark_batch
from apps.links.comment_tree import get_threads
from apps.links.feeds import Page
from apps.links.models import Comment, Link, Vote
from apps.links.moderation import is_moderator

# Votes of all links of a response together.
MAX_VOTES = 5_000
VOTES_SQL = """
SELECT v.id, v.link_id, v.user_id, u.handle FROM unnest(%s::bigint[]) AS l(id)
CROSS JOIN LATERAL (
    SELECT id, link_id, user_id FROM links_vote WHERE link_id = l.id ORDER BY user_id LIMIT %s
) AS v JOIN accounts_user u ON u.id = v.user_id ORDER BY v.id
"""


class VoteSummary(NamedTuple):
    """A vote in a list; nine times as fast to create as a model instance."""

    id: int
    user: UserSummary
    link: Link


LINK_STATE_SQL = """
SELECT l.id,
    EXISTS (SELECT FROM links_vote WHERE user_id = %(viewer)s AND link_id = l.id),
    EXISTS (SELECT FROM links_savedlink WHERE user_id = %(viewer)s AND link_id = l.id),
    EXISTS (SELECT FROM links_hiddenlink WHERE user_id = %(viewer)s AND link_id = l.id),
    EXISTS (SELECT FROM links_flag WHERE user_id = %(viewer)s AND link_id = l.id)
FROM unnest(%(rows)s::bigint[]) AS l(id)
"""
COMMENT_STATE_SQL = """
SELECT c.id,
    coalesce((SELECT value FROM links_commentvote
        WHERE user_id = %(viewer)s AND comment_id = c.id), 0),
    EXISTS (SELECT FROM links_flag WHERE user_id = %(viewer)s AND comment_id = c.id)
FROM unnest(%(rows)s::bigint[]) AS c(id)
"""


class ViewerLinkState(NamedTuple):
    voted: bool = False
    saved: bool = False
    hidden: bool = False
    flagged: bool = False


class ViewerCommentState(NamedTuple):
    vote: int = 0
    flagged: bool = False


def load_user(row: Any, column: str) -> UserSummary | None:
    """Return the user whose id is in the row's `column`, such as "posted_by_id"."""

    def load(rows: Sequence[Any]) -> dict[Any, UserSummary]:
        known = get_user_summaries(getattr(row, column) for row in rows)
        return {row.pk: known[key] for row in rows if (key := getattr(row, column)) in known}

    found: UserSummary | None = load_batched(row, column, load, None)
    return found


def load_link(row: Any) -> Link:
    if isinstance(row, VoteSummary):
        return row.link

    def load(rows: Sequence[Any]) -> dict[Any, Link]:
        links = Link.objects.in_bulk({row.link_id for row in rows})
        return {row.pk: links[row.link_id] for row in rows if row.link_id in links}

    found: Link = load_batched(row, "link", load, row)
    return found


def load_comment(row: Any) -> Comment | None:
    def load(rows: Sequence[Any]) -> dict[Any, Comment]:
        comments = Comment.objects.in_bulk({row.comment_id for row in rows} - {None})
        return {row.pk: comments[row.comment_id] for row in rows if row.comment_id in comments}

    found: Comment | None = load_batched(row, "comment", load, None)
    return found


def load_voter(vote: Vote | VoteSummary) -> UserSummary | None:
    return vote.user if isinstance(vote, VoteSummary) else load_user(vote, "user_id")


def load_submitter(link: Link, info: GraphQLResolveInfo) -> UserSummary | None:
    return load_user(link, "posted_by_id") if is_readable(link, info) else None


def load_votes(link: Link, info: GraphQLResolveInfo) -> list[VoteSummary]:
    """Return the link's votes, at most its share of MAX_VOTES among the links of the response."""
    if not is_readable(link, info):
        return []

    def load(links: Sequence[Link]) -> dict[int, list[VoteSummary]]:
        by_link: dict[int, list[VoteSummary]] = defaultdict(list)
        by_key = {each.pk: each for each in links}
        with connection.cursor() as cursor:
            cursor.execute(VOTES_SQL, [list(by_key), max(1, MAX_VOTES // len(links))])
            for key, link_id, user_id, handle in cursor.fetchall():
                vote = VoteSummary(key, UserSummary(user_id, handle), by_key[link_id])
                by_link[link_id].append(vote)
        return by_link

    votes: list[VoteSummary] = load_batched(link, "votes", load, [])
    return votes


def load_thread(link: Link, *, first: int, after: str | None, under: int | None) -> Page:
    """Return a page of the link's comments. Raise InvalidCursorError."""

    def load(links: Sequence[Link]) -> dict[int, Page]:
        pages = get_threads(links=links, first=first, after=after, under=under)
        mark_batch(row for page in pages.values() for row in page.rows)
        return pages

    page: Page = load_batched(link, f"thread {first} {under} {after}", load, None)
    return page


def has_voted(link: Link, info: GraphQLResolveInfo) -> bool:
    return _link_state(link, info).voted


def has_saved(link: Link, info: GraphQLResolveInfo) -> bool:
    return _link_state(link, info).saved


def has_hidden(link: Link, info: GraphQLResolveInfo) -> bool:
    return _link_state(link, info).hidden


def has_flagged(row: Link | Comment, info: GraphQLResolveInfo) -> bool:
    if isinstance(row, Comment):
        return _comment_state(row, info).flagged
    return _link_state(row, info).flagged


def viewer_vote(comment: Comment, info: GraphQLResolveInfo) -> int:
    return _comment_state(comment, info).vote


def is_editable(row: Link | Comment, info: GraphQLResolveInfo) -> bool:
    viewer = get_optional_viewer(info)
    return viewer is not None and row.is_editable_by(viewer)


def is_readable(row: Link | Comment, info: GraphQLResolveInfo) -> bool:
    """Return whether the viewer may read it: if not live, only its author and moderators may."""
    if row.is_live:
        return True
    viewer = get_optional_viewer(info)
    author = row.author_id if isinstance(row, Comment) else row.posted_by_id
    return viewer is not None and (viewer.pk == author or is_moderator(viewer))


def _link_state(link: Link, info: GraphQLResolveInfo) -> ViewerLinkState:
    state: ViewerLinkState = _load_viewer_state(link, info, LINK_STATE_SQL, ViewerLinkState)
    return state


def _comment_state(comment: Comment, info: GraphQLResolveInfo) -> ViewerCommentState:
    state: ViewerCommentState = _load_viewer_state(
        comment, info, COMMENT_STATE_SQL, ViewerCommentState
    )
    return state


def _load_viewer_state(row: Any, info: GraphQLResolveInfo, sql: str, kind: Any) -> Any:
    """Return the viewer's votes, bookmarks and flags of the row, in one query for all of them:
    most clients select several."""
    viewer = get_optional_viewer(info)
    if viewer is None:
        return kind()

    def load(rows: Sequence[Any]) -> dict[int, Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, {"viewer": viewer.pk, "rows": _keys(rows)})
            return {key: kind(*state) for key, *state in cursor.fetchall()}

    return load_batched(row, "viewer_state", load, kind())


def _keys(rows: Iterable[Any]) -> list[int]:
    return [row.pk for row in rows]


def get_optional_viewer(info: GraphQLResolveInfo) -> User | None:
    user = info.context.user
    return user if isinstance(user, User) else None
