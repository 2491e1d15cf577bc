"""Paginated lists of links and comments.

Lists ordered by time are paginated by id. Ranked lists are reordered while a user pages through
them, so their cursor holds the ids already shown, and the next page is the best of the rest: no
link appears twice and none is skipped.

Old links on the front page have frozen ranks (see `ranking`). Among these a cursor needs only the
last rank and id, so that it never holds more than about a week of links.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.tuple_lookups import TupleLessThan

from apps.accounts.models import User
from apps.links.canonical_urls import normalize_site
from apps.links.cursors import (
    MAX_ID,
    IdCursor,
    RankCursor,
    SeenCursor,
    parse_id_cursor,
    parse_ranked_cursor,
    parse_seen_cursor,
)
from apps.links.models import Comment, HiddenLink, Link, SavedLink, Status
from apps.links.ranking import ensure_fresh_ranks, lowest_id

# Scores change at any age, so that a cursor of this list holds all ids shown.
MAX_BEST_LINKS = 3_000


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: Sequence[Any]
    has_more: bool
    cursor_after: Callable[[int], str]
    """Return the cursor after the row with this index."""


def top(
    *, first: int, after: str | None = None, viewer: User | None = None, only: Q | None = None
) -> Page:
    """Return a page of links by rank, without those the viewer has hidden.

    `only` limits it, such as to text posts. Raise InvalidCursorError.
    """
    active_from = ensure_fresh_ranks()
    live = _exclude_hidden(live_links().filter(only or Q()), viewer)
    cursor = parse_ranked_cursor(after) if after else SeenCursor(active_from=active_from)
    if isinstance(cursor, RankCursor):
        rows = _frozen(live, cursor, first + 1)
        return _page(
            rows, first, lambda index: _rank_cursor(rows[index], cursor.active_from).encode()
        )
    count = min(first + 1, cursor.remaining)
    rows = _active(live, cursor, count)
    active = len(rows)
    if active < count:
        start = RankCursor(rank=0.0, key=0, active_from=cursor.active_from)
        rows += _frozen(live, start, first + 1 - active)
    active_cursor_after = cursor.cursors(rows[:active])

    def cursor_after(index: int) -> str:
        if index < active:
            return active_cursor_after(index)
        return _rank_cursor(rows[index], cursor.active_from).encode()

    return _page(rows, first, cursor_after)


def best(*, first: int, after: str | None = None, viewer: User | None = None) -> Page:
    """Return a page of links by score, without those the viewer has hidden.

    Raise InvalidCursorError.
    """
    return _by_score(live_links(), first=first, after=after, viewer=viewer)


def front_page(
    *, day: date, first: int, after: str | None = None, viewer: User | None = None
) -> Page:
    """Return a page of the links of a day (UTC) by score, without those the viewer has hidden.

    Raise InvalidCursorError.
    """
    start, end = (datetime.combine(day, limit, UTC) for limit in (time.min, time.max))
    links = live_links().filter(created_at__gte=start, created_at__lte=end)
    return _by_score(links, first=first, after=after, viewer=viewer)


def _by_score(links: QuerySet[Link], *, first: int, after: str | None, viewer: User | None) -> Page:
    seen = parse_seen_cursor(after)
    left = MAX_BEST_LINKS - len(seen.keys)
    rows = _unseen(_exclude_hidden(links, viewer), seen, "-score", min(first + 1, max(left, 0)))
    return _page(rows, first, seen.cursors(rows))


def new(*, first: int, after: str | None = None, viewer: User | None = None) -> Page:
    """Return a page of the newest links, without those the viewer has hidden.

    Raise InvalidCursorError.
    """
    return newest_page(_exclude_hidden(live_links(), viewer), first=first, after=after)


def newest_page(rows: QuerySet[Any], *, first: int, after: str | None = None) -> Page:
    """Return a page of the rows, newest first by id. Raise InvalidCursorError."""
    found = list(rows.filter(pk__lt=parse_id_cursor(after).key).order_by("-pk")[: first + 1])
    return _page(found, first, lambda index: IdCursor(key=found[index].pk).encode())


def live_links(*, site: str | None = None, by: User | None = None) -> QuerySet[Link]:
    """Return the live links, of a site in any spelling. Raise InvalidUrlError."""
    live = Link.objects.filter(status=Status.LIVE)
    if site is not None:
        # The empty site of text posts is not in the index.
        live = live.filter(site=normalize_site(site)).exclude(site="") if site else live.none()
    return live if by is None else live.filter(posted_by=by)


def live_comments(*, by: User | None = None) -> QuerySet[Comment]:
    live = Comment.objects.filter(status=Status.LIVE, link__status=Status.LIVE)
    return live if by is None else live.filter(author=by)


def replies(*, to: User, after_id: int = 0) -> QuerySet[Comment]:
    """Return other users' live comments on the user's links and replies to the user's comments."""
    comments = Comment.objects.filter(pk__gt=after_id)
    to_comments = comments.filter(parent__author=to).values("pk")
    to_links = comments.filter(link__posted_by=to, parent=None).values("pk")
    return live_comments().filter(pk__in=to_comments.union(to_links)).exclude(author=to)


def bookmarked(
    kind: type[SavedLink | HiddenLink], *, user: User, first: int, after: str | None = None
) -> Page:
    """Return a page of the links the user saved or hid, latest first. Raise InvalidCursorError."""
    rows = kind._default_manager.filter(user=user, link__status=Status.LIVE)
    page = newest_page(rows.select_related("link"), first=first, after=after)
    return replace(page, rows=[row.link for row in page.rows])


def _exclude_hidden(links: QuerySet[Link], viewer: User | None) -> QuerySet[Link]:
    if viewer is None:
        return links
    return links.exclude(Exists(HiddenLink.objects.filter(user=viewer, link=OuterRef("pk"))))


def _active(live: QuerySet[Link], seen: SeenCursor, count: int) -> list[Link]:
    """Return links whose rank was active when the reader started, by their current rank."""
    rows = _unseen(live.filter(rank__gte=0), seen, "-rank", count)
    if len(rows) < count:
        # Some may have been frozen since.
        oldest = lowest_id(live.filter(rank__gte=0))
        frozen = live.filter(rank__lt=0, pk__gte=seen.active_from, pk__lt=oldest or MAX_ID)
        rows += _unseen(frozen, seen, "-rank", count - len(rows))
    return rows


def _unseen(links: QuerySet[Link], seen: SeenCursor, order: str, count: int) -> list[Link]:
    if seen.keys:
        links = links.exclude(pk__in=seen.keys)
    return list(links.order_by(order, "-pk")[:count])


def _frozen(live: QuerySet[Link], cursor: RankCursor, count: int) -> list[Link]:
    # One tuple comparison, which the index supports: thousands of links share a rank.
    behind = TupleLessThan(("rank", "id"), (cursor.rank, cursor.key))
    links = live.filter(behind, pk__lt=cursor.active_from)
    return list(links.order_by("-rank", "-pk")[:count])


def _rank_cursor(link: Link, active_from: int) -> RankCursor:
    return RankCursor(rank=link.rank, key=link.pk, active_from=active_from)


def _page(rows: list[Any], first: int, cursor_after: Callable[[int], str]) -> Page:
    return Page(rows=rows[:first], has_more=len(rows) > first, cursor_after=cursor_after)
