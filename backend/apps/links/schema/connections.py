"""Relay's connections over pages of `feeds`: `first` and `after`, forward only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import graphene
from django.utils.translation import gettext as _
from graphene import relay

from apps.core.graphql.limits import MOST_ROWS
from apps.core.graphql.peers import together
from apps.core.graphql.refusals import bad_input
from apps.links.cursors import BadCursorError
from apps.links.feeds import Page

ROWS = 30


def connection_of(node: type[graphene.ObjectType], name: str) -> Any:
    """The type `{name}Connection`."""
    meta = type("Meta", (), {"node": node, "name": f"{name}Connection"})
    return type(f"{name}Connection", (relay.Connection,), {"Meta": meta})


def page_arguments(*, default: int = ROWS) -> dict[str, Any]:
    return {
        "first": graphene.Int(default_value=default),
        "after": graphene.String(description="The `endCursor` of the page before."),
    }


@dataclass(frozen=True)
class Edge:
    node: Any
    page: Page
    index: int

    @property
    def cursor(self) -> str:
        """Made where it is asked for: each tells of all that were seen before."""
        return self.page.cursor_after(self.index)


@dataclass(frozen=True)
class PageInfo:
    edges: list[Edge]
    has_next_page: bool
    has_previous_page = False

    @property
    def start_cursor(self) -> str | None:
        return self.edges[0].cursor if self.edges else None

    @property
    def end_cursor(self) -> str | None:
        return self.edges[-1].cursor if self.edges else None


def paged(read: Callable[[int], Page], *, first: int | None, most: int = MOST_ROWS) -> Any:
    """What a connection is resolved from; `read` is given how many rows to read."""
    with cursors():
        return connected(read(size_of(first, most=most)))


def connected(page: Page) -> Any:
    edges = [Edge(row, page, index) for index, row in enumerate(together(page.rows))]
    return {
        "edges": edges,
        "page_info": PageInfo(edges, page.has_more),
    }


@contextmanager
def cursors() -> Iterator[None]:
    try:
        yield
    except BadCursorError as error:
        raise bad_input(_("This cursor was not issued here."), field="after") from error


def size_of(first: int | None, *, most: int = MOST_ROWS) -> int:
    """How many rows, where so many are asked for: never more than `most`."""
    if first is None:
        return most
    if first < 0:
        raise bad_input(_("Ask for 0 rows or more."), field="first")
    return min(first, most)
