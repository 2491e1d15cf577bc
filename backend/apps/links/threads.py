"""The comments on a link, in the order they are read in: each before its answers, the better ones
first."""

from collections import defaultdict
from dataclasses import dataclass

from apps.links.cursors import Seen, seen_or_place
from apps.links.feeds import Page
from apps.links.models import Comment, Link, Status

LONGEST = 20_000
"""Comments of a link: the oldest so many are shown."""


@dataclass(frozen=True, slots=True)
class _Node:
    key: int
    parent: int | None
    score: int
    is_live: bool


def thread(*, link: Link, first: int, after: str | None = None, under: int | None = None) -> Page:
    """Of the whole link, or of the comment `under` which it hangs together with it. What is not
    live is part of it where something live answers to it. Raises BadCursorError."""
    seen = seen_or_place(after) if after else Seen(begin=0)
    shown = seen.keys if isinstance(seen, Seen) else frozenset()
    keys = [key for key in _order(_nodes(link), under) if key not in shown][: first + 1]
    known = Comment.objects.in_bulk(keys[:first])
    rows = [known[key] for key in keys[:first] if key in known]
    start = Seen(keys=shown, begin=0)
    return Page(
        rows=rows,
        has_more=len(keys) > first,
        cursor_after=lambda index: start.with_those(rows[: index + 1]).encoded(),
    )


def _nodes(link: Link) -> list[_Node]:
    comments = Comment.objects.filter(link=link).order_by("pk")
    found = comments.values_list("pk", "parent_id", "score", "status")[:LONGEST]
    return [
        _Node(key, parent, score, status == Status.LIVE) for key, parent, score, status in found
    ]


def _order(nodes: list[_Node], under: int | None) -> list[int]:
    answers: dict[int | None, list[_Node]] = defaultdict(list)
    for node in nodes:
        answers[node.parent].append(node)
    kept = _kept(nodes)
    for siblings in answers.values():
        siblings.sort(key=lambda node: (node.score, -node.key))  # the last one is read first
    waiting = list(answers[None]) if under is None else [n for n in nodes if n.key == under]
    order = []
    # Not by recursion: people answer each other as deep as they like.
    while waiting:
        node = waiting.pop()
        if node.key in kept:
            order.append(node.key)
            waiting.extend(answers[node.key])
    return order


def _kept(nodes: list[_Node]) -> set[int]:
    """Live ones, and what these answer to. An answer is younger than what it answers."""
    kept: set[int] = set()
    for node in reversed(nodes):
        if node.is_live:
            kept.add(node.key)
        if node.key in kept and node.parent is not None:
            kept.add(node.parent)
    return kept
