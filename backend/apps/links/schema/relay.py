"""The Relay chapter of the tutorial: nodes with global ids beside the plain types, and cursors that
are places in a list. `feed` has better ones."""

from typing import Any

import graphene
from django.utils.translation import gettext as _
from graphene import relay
from graphql import GraphQLResolveInfo
from graphql_relay import cursor_to_offset, from_global_id, offset_to_cursor

from apps.accounts.people import Person
from apps.accounts.schema import UserType, viewer_of
from apps.core.graphql.limits import MOST_ROWS
from apps.core.graphql.peers import together
from apps.core.graphql.refusals import bad_input
from apps.links import feeds
from apps.links.models import Link, Status, Vote
from apps.links.schema import related
from apps.links.schema.connections import size_of
from apps.links.schema.mutations import submitted
from apps.links.schema.queries import DEEPEST_SKIP, checked_skip
from apps.links.schema.types import key_of

ARGUMENTS = {
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
    def resolve_user(vote: Vote | related.CastVote, info: GraphQLResolveInfo) -> Person | None:
        return related.voter(vote)

    @staticmethod
    def resolve_link(vote: Vote | related.CastVote, info: GraphQLResolveInfo) -> Link:
        return related.link_of(vote)


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
    votes = graphene.Field(VoteNodeConnection, required=True, **ARGUMENTS)

    @staticmethod
    def resolve_description(link: Link, info: GraphQLResolveInfo) -> str:
        return link.title

    @staticmethod
    def resolve_posted_by(link: Link, info: GraphQLResolveInfo) -> Person | None:
        return related.person(link, "posted_by_id")

    @staticmethod
    def resolve_votes(link: Link, info: GraphQLResolveInfo, **arguments: Any) -> Any:
        return _window(VoteNodeConnection, related.votes_of(link), arguments)


class LinkNodeConnection(relay.Connection):  # type: ignore[misc] # graphene has no types
    class Meta:
        node = LinkNode
        name = "LinkNodeConnection"


class RelayQuery(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    relay_link = graphene.Field(LinkNode, key=graphene.ID(name="id", required=True))
    relay_links = graphene.Field(
        LinkNodeConnection,
        args={"url": graphene.String(), "description": graphene.String(), **ARGUMENTS},
    )

    @staticmethod
    def resolve_relay_link(root: None, info: GraphQLResolveInfo, key: str) -> Link | None:
        try:
            kind, number = from_global_id(key)
        except ValueError as error:
            raise bad_input(_("This is no id of a node."), field="id") from error
        live = Link.objects.filter(status=Status.LIVE, pk=key_of(number))
        return live.first() if kind == LinkNode._meta.name else None

    @staticmethod
    def resolve_relay_links(
        root: None,
        info: GraphQLResolveInfo,
        url: str | None = None,
        description: str | None = None,
        **arguments: Any,
    ) -> Any:
        found = feeds.links()
        if url is not None:
            found = found.filter(url=url)
        if description is not None:
            found = found.filter(title=description)
        return _window(LinkNodeConnection, found.order_by("-pk"), arguments)


class RelayCreateLink(relay.ClientIDMutation):  # type: ignore[misc] # graphene has no types
    class Input:
        url = graphene.String()
        description = graphene.String()

    link = graphene.Field(LinkNode)

    @staticmethod
    def mutate_and_get_payload(
        root: None, info: GraphQLResolveInfo, **given: Any
    ) -> "RelayCreateLink":
        user = viewer_of(info, otherwise=_("Sign in to submit a link."))
        made = submitted(user, url=given.get("url", ""), title=given.get("description", ""))
        return RelayCreateLink(link=made.link)


class RelayMutation(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    relay_create_link = RelayCreateLink.Field()


def _window(connection: Any, rows: Any, arguments: dict[str, Any]) -> Any:
    """The part of `rows`, a list or a query, that the arguments ask for."""
    asked = {name: arguments.get(name) for name in ("first", "last")}
    sizes = {name: size_of(size) for name, size in asked.items() if size is not None}
    start = checked_skip(arguments.get("offset") or 0)
    start = max(start, _offset(arguments.get("after"), "after", missing=-1) + 1)
    end = _offset(arguments.get("before"), "before", missing=DEEPEST_SKIP)
    if "last" in sizes and "before" not in arguments:
        end = min(end, len(rows[: DEEPEST_SKIP + 1]) if isinstance(rows, list) else _count(rows))
    size = sizes.get("first", sizes.get("last", MOST_ROWS))
    if "first" not in sizes and "last" in sizes:
        start = max(start, end - size)
    part = list(rows[start : max(start, min(end, start + size + 1))])
    # Votes are the peers of those for other links already.
    shown = part[:size] if isinstance(rows, list) else together(part[:size])
    edges = [
        connection.Edge(node=row, cursor=offset_to_cursor(start + index))
        for index, row in enumerate(shown)
    ]
    return connection(
        edges=edges,
        page_info=relay.PageInfo(
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
            has_next_page=len(part) > size,
            has_previous_page=start > 0,
        ),
    )


def _count(rows: Any) -> int:
    return int(rows[: DEEPEST_SKIP + 1].count())


def _offset(cursor: str | None, field: str, *, missing: int) -> int:
    if cursor is None:
        return missing
    offset = cursor_to_offset(cursor)
    if offset is None or not 0 <= offset <= DEEPEST_SKIP:
        raise bad_input(_("This cursor was not issued here."), field=field)
    return offset
