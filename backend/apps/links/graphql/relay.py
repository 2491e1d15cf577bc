"""The tutorial's Relay chapter: nodes with global ids beside the plain types, and cursors that are
offsets. `feed` has cursors that stay valid while a list changes."""

from functools import partial
from typing import Any

import graphene
from django.utils.translation import gettext as _
from graphene import relay
from graphene.relay.connection import connection_adapter, page_info_adapter
from graphql import GraphQLResolveInfo
from graphql_relay import connection_from_array_slice, cursor_to_offset, from_global_id

from apps.accounts.graphql import UserType, get_viewer
from apps.accounts.user_summaries import UserSummary
from apps.core.graphql.batching import mark_batch
from apps.core.graphql.errors import bad_input
from apps.core.graphql.query_cost import MAX_PAGE_SIZE
from apps.links import feeds
from apps.links.graphql import related
from apps.links.graphql.connections import get_page_size
from apps.links.graphql.mutations.links import submit_and_notify
from apps.links.graphql.queries import MAX_SKIP, validate_skip
from apps.links.graphql.types import parse_id
from apps.links.models import Link, Status, Vote

PAGE_ARGUMENTS = {
    "offset": graphene.Int(),
    "before": graphene.String(),
    "after": graphene.String(),
    "first": graphene.Int(),
    "last": graphene.Int(),
}


class VoteNode(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    class Meta:
        interfaces = (relay.Node,)

    user = graphene.Field(UserType, required=True)
    link = graphene.Field(lambda: LinkNode, required=True)

    @staticmethod
    def resolve_user(
        vote: Vote | related.VoteSummary, info: GraphQLResolveInfo
    ) -> UserSummary | None:
        return related.load_voter(vote)

    @staticmethod
    def resolve_link(vote: Vote | related.VoteSummary, info: GraphQLResolveInfo) -> Link:
        return related.load_link(vote)


class VoteNodeConnection(relay.Connection):  # type: ignore[misc] # graphene has no types
    class Meta:
        node = VoteNode
        name = "VoteNodeConnection"


class LinkNode(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    class Meta:
        interfaces = (relay.Node,)

    url = graphene.String(required=True)
    description = graphene.String(required=True)
    posted_by = graphene.Field(UserType)
    votes = graphene.Field(VoteNodeConnection, required=True, **PAGE_ARGUMENTS)

    @staticmethod
    def resolve_url(link: Link, info: GraphQLResolveInfo) -> str:
        return link.url if related.is_readable(link, info) else ""

    @staticmethod
    def resolve_description(link: Link, info: GraphQLResolveInfo) -> str:
        return link.title if related.is_readable(link, info) else ""

    @staticmethod
    def resolve_posted_by(link: Link, info: GraphQLResolveInfo) -> UserSummary | None:
        return related.load_submitter(link, info)

    @staticmethod
    def resolve_votes(link: Link, info: GraphQLResolveInfo, **arguments: Any) -> Any:
        return _slice_connection(VoteNodeConnection, related.load_votes(link, info), arguments)


class LinkNodeConnection(relay.Connection):  # type: ignore[misc] # graphene has no types
    class Meta:
        node = LinkNode
        name = "LinkNodeConnection"


class RelayQuery(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    relay_link = graphene.Field(LinkNode, key=graphene.ID(name="id", required=True))
    relay_links = graphene.Field(
        LinkNodeConnection,
        args={"url": graphene.String(), "description": graphene.String(), **PAGE_ARGUMENTS},
    )

    @staticmethod
    def resolve_relay_link(root: None, info: GraphQLResolveInfo, key: str) -> Link | None:
        try:
            type_name, link_id = from_global_id(key)
        except ValueError as error:
            raise bad_input(_("This is not the id of a node."), field="id") from error
        live = Link.objects.filter(status=Status.LIVE, pk=parse_id(link_id))
        return live.first() if type_name == LinkNode._meta.name else None

    @staticmethod
    def resolve_relay_links(
        root: None,
        info: GraphQLResolveInfo,
        url: str | None = None,
        description: str | None = None,
        **arguments: Any,
    ) -> Any:
        found = feeds.live_links()
        if url is not None:
            found = found.filter(url=url)
        if description is not None:
            found = found.filter(title=description)
        return _slice_connection(LinkNodeConnection, found.order_by("-pk"), arguments)


class RelayCreateLink(relay.ClientIDMutation):  # type: ignore[misc] # graphene has no types
    class Input:
        url = graphene.String()
        description = graphene.String()

    link = graphene.Field(LinkNode)

    @staticmethod
    def mutate_and_get_payload(
        root: None, info: GraphQLResolveInfo, **given: Any
    ) -> "RelayCreateLink":
        user = get_viewer(info, otherwise=_("Sign in to submit a link."))
        url, title = given.get("url") or "", given.get("description") or ""
        return RelayCreateLink(link=submit_and_notify(user, url=url, title=title).link)


class RelayMutation(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    relay_create_link = RelayCreateLink.Field()


def _slice_connection(connection: Any, rows: Any, arguments: dict[str, Any]) -> Any:
    """Return the connection of the part of `rows`, a list or a query, that the arguments select."""
    given = {name: arguments.get(name) for name in ("first", "last")}
    sizes = {name: get_page_size(size) for name, size in given.items() if size is not None}
    start = validate_skip(arguments.get("offset") or 0)
    start = max(start, _parse_offset(arguments.get("after"), "after", missing=-1) + 1)
    end = _parse_offset(arguments.get("before"), "before", missing=MAX_SKIP)
    if "last" in sizes and "before" not in arguments:
        end = min(end, len(rows[: MAX_SKIP + 1]) if isinstance(rows, list) else _count_rows(rows))
    size = sizes.get("first", sizes.get("last", MAX_PAGE_SIZE))
    if "first" not in sizes and "last" in sizes:
        start = max(start, end - size)
    part = list(rows[start : max(start, min(end, start + size + 1))])
    return connection_from_array_slice(
        # Votes already belong to a batch with those of other links.
        part if isinstance(rows, list) else mark_batch(part),
        {"first": size, "last": size},
        slice_start=start,
        connection_type=partial(connection_adapter, connection),
        edge_type=connection.Edge,
        page_info_type=page_info_adapter,
    )


def _count_rows(rows: Any) -> int:
    return int(rows[: MAX_SKIP + 1].count())


def _parse_offset(cursor: str | None, field: str, *, missing: int) -> int:
    if cursor is None:
        return missing
    offset = cursor_to_offset(cursor)
    if offset is None or not 0 <= offset <= MAX_SKIP:
        raise bad_input(_("This cursor is not valid."), field=field)
    return offset
