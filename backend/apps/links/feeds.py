"""Lists of links and comments, a page at a time.

A list by time is paged by key. In a ranked one links move while somebody reads, so that a place
says nothing: its next page is the best of what the reader has not seen, and the cursor says what
that is. Whatever moves, nothing comes twice and nothing is left out.

Old links of the front page are still (see `ranking`), and there the place does: a cursor has to
tell of a week's links at most, however deep the page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.tuple_lookups import TupleLessThan

from apps.accounts.models import User
from apps.links.cursors import LARGEST_KEY, Before, Place, Seen, before, seen_or_place
from apps.links.models import Comment, HiddenLink, Link, SavedLink, Status
from apps.links.ranking import ensure_fresh_ranks, lowest_key

LONGEST_BEST = 3_000
"""Links: points move at any age, and a cursor tells of all that were seen."""


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: Sequence[Any]
    has_more: bool
    cursor_after: Callable[[int], str]
    """Where the list goes on after the row with this index."""


def top(
    *, first: int, after: str | None = None, viewer: User | None = None, ask: bool = False
) -> Page:
    """The front page, or that of what is asked and told without an address, without what the viewer
    has hidden.

    Raises BadCursorError.
    """
    begin = ensure_fresh_ranks()
    live = _shown(Link.objects.filter(status=Status.LIVE, **({"url": ""} if ask else {})), viewer)
    position = seen_or_place(after) if after else Seen(begin=begin)
    if isinstance(position, Place):
        rows = _still(live, position, first + 1)
        return _page(rows, first, lambda index: _place(rows[index], position.begin))
    seen = position
    rows = _moving(live, seen, first + 1)
    moving = len(rows)
    if moving <= first:
        start = Place(rank=0.0, key=0, begin=seen.begin)
        rows += _still(live, start, first + 1 - moving)

    def cursor(index: int) -> Seen | Place:
        if index < moving:
            return seen.with_those(rows[: index + 1])
        return _place(rows[index], seen.begin)

    return _page(rows, first, cursor)


def best(*, first: int, after: str | None = None, viewer: User | None = None) -> Page:
    """By points, of all time, without what the viewer has hidden. Raises BadCursorError."""
    seen = seen_or_place(after) if after else Seen(begin=0)
    if not isinstance(seen, Seen):
        seen = Seen(begin=0)
    left = LONGEST_BEST - len(seen.keys)
    live = _shown(Link.objects.filter(status=Status.LIVE), viewer)
    rows = _unseen(live, seen, "-score", min(first + 1, max(left, 0)))
    return _page(rows, first, lambda index: seen.with_those(rows[: index + 1]))


def new(*, first: int, after: str | None = None, viewer: User | None = None) -> Page:
    """By time, without what the viewer has hidden. Raises BadCursorError."""
    return newest(_shown(links(), viewer), first=first, after=after)


def newest(rows: QuerySet[Any], *, first: int, after: str | None = None) -> Page:
    """Of any table whose keys grow with time. Raises BadCursorError."""
    found = list(rows.filter(pk__lt=before(after).key).order_by("-pk")[: first + 1])
    return _page(found, first, lambda index: Before(key=found[index].pk))


def links(*, site: str | None = None, by: User | None = None) -> QuerySet[Link]:
    """Live ones, of a site, of somebody, or all."""
    live = Link.objects.filter(status=Status.LIVE)
    if site is not None:
        # An empty one has no index, and no meaning.
        live = live.filter(site=site.lower().removeprefix("www.")).exclude(site="")
    return live if by is None else live.filter(posted_by=by)


def comments(*, by: User | None = None) -> QuerySet[Comment]:
    live = Comment.objects.filter(status=Status.LIVE, link__status=Status.LIVE)
    return live if by is None else live.filter(author=by)


def answers(*, to: User) -> QuerySet[Comment]:
    """Live ones of others, to their comments and to their links."""
    to_comments = Comment.objects.filter(parent__author=to).values("pk")
    to_links = Comment.objects.filter(link__posted_by=to, parent=None).values("pk")
    return comments().filter(pk__in=to_comments.union(to_links)).exclude(author=to)


def marked(
    kind: type[SavedLink | HiddenLink], *, user: User, first: int, after: str | None = None
) -> Page:
    """What they saved or hid, the last first. Raises BadCursorError."""
    rows = kind._default_manager.filter(user=user, link__status=Status.LIVE)
    page = newest(rows.select_related("link"), first=first, after=after)
    return replace(page, rows=[row.link for row in page.rows])


def _shown(links: QuerySet[Link], viewer: User | None) -> QuerySet[Link]:
    if viewer is None:
        return links
    return links.exclude(Exists(HiddenLink.objects.filter(user=viewer, link=OuterRef("pk"))))


def _moving(live: QuerySet[Link], seen: Seen, count: int) -> list[Link]:
    """What moved when the reader began, in its order of now."""
    rows = _unseen(live.filter(rank__gte=0), seen, "-rank", count)
    if len(rows) < count:
        # Some may have become still meanwhile.
        oldest = lowest_key(live.filter(rank__gte=0))
        settled = live.filter(rank__lt=0, pk__gte=seen.begin, pk__lt=oldest or LARGEST_KEY)
        rows += _unseen(settled, seen, "-rank", count - len(rows))
    return rows


def _unseen(links: QuerySet[Link], seen: Seen, order: str, count: int) -> list[Link]:
    if seen.keys:
        links = links.exclude(pk__in=seen.keys)
    return list(links.order_by(order, "-pk")[:count])


def _still(live: QuerySet[Link], place: Place, count: int) -> list[Link]:
    # As one comparison of both, which the index is entered by: thousands share a rank.
    behind = TupleLessThan(("rank", "id"), (place.rank, place.key))
    links = live.filter(behind, pk__lt=place.begin)
    return list(links.order_by("-rank", "-pk")[:count])


def _place(link: Link, begin: int) -> Place:
    return Place(rank=link.rank, key=link.pk, begin=begin)


def _page(rows: list[Any], first: int, cursor: Callable[[int], Before | Place | Seen]) -> Page:
    return Page(
        rows=rows[:first],
        has_more=len(rows) > first,
        cursor_after=lambda index: cursor(index).encoded(),
    )
