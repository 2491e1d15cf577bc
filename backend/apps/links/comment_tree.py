"""Comment threads in reading order: each comment before its replies, higher scores first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from apps.links.cursors import parse_seen_cursor
from apps.links.feeds import Page
from apps.links.models import Comment, Link, Status

# Only the oldest comments of a link are shown; several links share this number.
MAX_COMMENTS = 20_000
# Rows of a page, or of the pages of several links together.
MAX_PAGE_ROWS = 1_000
OLDEST_COMMENTS_SQL = """
SELECT c.link_id, c.id, c.parent_id, c.score, c.status FROM unnest(%s::bigint[]) AS l(id)
CROSS JOIN LATERAL (
    SELECT link_id, id, parent_id, score, status FROM links_comment
    WHERE link_id = l.id ORDER BY id LIMIT %s
) AS c
"""


@dataclass(frozen=True, slots=True)
class _Node:
    key: int
    parent: int | None
    score: int
    is_live: bool


def get_threads(
    *, links: Sequence[Link], first: int, after: str | None = None, under: int | None = None
) -> dict[int, Page]:
    """Return {link id: page of its thread}, or of the thread that starts at the comment `under`.

    Comments that are not live are part of it if they have live replies. Raise InvalidCursorError.
    """
    seen = parse_seen_cursor(after)
    first = min(first, max(1, MAX_PAGE_ROWS // len(links)))
    nodes = _nodes(links)
    unseen = {
        link.pk: [key for key in _reading_order(nodes[link.pk], under) if key not in seen.keys]
        for link in links
    }
    known = Comment.objects.in_bulk([key for keys in unseen.values() for key in keys[:first]])
    pages = {}
    for link_id, keys in unseen.items():
        rows = [known[key] for key in keys[:first] if key in known]
        pages[link_id] = Page(
            rows=rows, has_more=len(keys) > first, cursor_after=seen.cursors(rows)
        )
    return pages


def _nodes(links: Sequence[Link]) -> dict[int, list[_Node]]:
    nodes: dict[int, list[_Node]] = defaultdict(list)
    with connection.cursor() as cursor:
        link_ids = [link.pk for link in links]
        cursor.execute(OLDEST_COMMENTS_SQL, [link_ids, MAX_COMMENTS // len(links)])
        for link_id, key, parent, score, status in cursor:
            nodes[link_id].append(_Node(key, parent, score, status == Status.LIVE))
    return nodes


def _reading_order(nodes: list[_Node], under: int | None) -> list[int]:
    replies: dict[int | None, list[_Node]] = defaultdict(list)
    for node in nodes:
        replies[node.parent].append(node)
    visible = _visible_ids(nodes)
    for siblings in replies.values():
        siblings.sort(key=lambda node: (node.score, -node.key))  # the last one is popped first
    stack = list(replies[None]) if under is None else [n for n in nodes if n.key == under]
    order = []
    # Not recursive: replies may be nested to any depth.
    while stack:
        node = stack.pop()
        if node.key in visible:
            order.append(node.key)
            stack.extend(replies[node.key])
    return order


def _visible_ids(nodes: list[_Node]) -> set[int]:
    """Return the ids of live comments and of their ancestors."""
    visible: set[int] = set()
    for node in reversed(nodes):  # a reply is newer than its parent
        if node.is_live:
            visible.add(node.key)
        if node.key in visible and node.parent is not None:
            visible.add(node.parent)
    return visible
