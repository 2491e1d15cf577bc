"""Relay connections over pages of `feeds`: `first` and `after`, forward only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import graphene
from django.utils.translation import gettext as _
from graphene import relay

from apps.core.graphql.batching import mark_batch
from apps.core.graphql.errors import bad_input
from apps.core.graphql.query_cost import MAX_PAGE_SIZE
from apps.links.cursors import InvalidCursorError
from apps.links.feeds import Page

DEFAULT_PAGE_SIZE = 30
# Characters of all cursors of a page's edges. Deep in a list one cursor has tens of thousands.
MAX_CURSORS_LENGTH = 1_000_000


def make_connection_type(node: type[graphene.ObjectType], name: str) -> Any:
    """Return the GraphQL type `{name}Connection`."""
    meta = type("Meta", (), {"node": node, "name": f"{name}Connection"})
    return type(f"{name}Connection", (relay.Connection,), {"Meta": meta})


def page_arguments(*, default: int = DEFAULT_PAGE_SIZE) -> dict[str, Any]:
    return {
        "first": graphene.Int(default_value=default),
        "after": graphene.String(description="The `endCursor` of the previous page."),
    }


@dataclass(frozen=True)
class Edge:
    node: Any
    page: Page
    index: int

    @property
    def cursor(self) -> str:
        cursor = self.page.cursor_after(self.index)
        if len(cursor) * len(self.page.rows) > MAX_CURSORS_LENGTH:
            message = _("Use the page's endCursor; the cursors of its edges are too long here.")
            raise bad_input(message, field="cursor")
        return cursor


@dataclass(frozen=True)
class PageInfo:
    page: Page
    has_previous_page = False

    @property
    def has_next_page(self) -> bool:
        return self.page.has_more

    @property
    def start_cursor(self) -> str | None:
        return self.page.cursor_after(0) if self.page.rows else None

    @property
    def end_cursor(self) -> str | None:
        return self.page.cursor_after(len(self.page.rows) - 1) if self.page.rows else None


def load_connection(
    read: Callable[[int], Page], *, first: int | None, most: int = MAX_PAGE_SIZE
) -> Any:
    """Return the connection of the page that `read` returns for a page size."""
    with cursor_errors():
        return batched_connection(read(get_page_size(first, most=most)))


def batched_connection(page: Page) -> Any:
    """Return the page's connection, with its rows marked as a batch."""
    mark_batch(page.rows)
    return page_connection(page)


def page_connection(page: Page) -> Any:
    edges = [Edge(row, page, index) for index, row in enumerate(page.rows)]
    return {"edges": edges, "page_info": PageInfo(page)}


@contextmanager
def cursor_errors() -> Iterator[None]:
    """Report an invalid cursor as bad input."""
    try:
        yield
    except InvalidCursorError as error:
        raise bad_input(_("This cursor is not valid."), field="after") from error


def get_page_size(first: int | None, *, most: int = MAX_PAGE_SIZE) -> int:
    """Return the number of rows to read, at most `most`."""
    if first is None:
        return most
    if first < 0:
        raise bad_input(_("The number of rows may not be negative."), field="first")
    return min(first, most)
