from collections.abc import AsyncGenerator
from typing import Any

import graphene
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.core.graphql.errors import bad_input
from apps.core.graphql.query_cost import MAX_PAGE_SIZE
from apps.core.websockets import listen_to_groups
from apps.links.graphql.types import CommentType, LinkType, parse_id
from apps.links.models import Comment, Link
from apps.links.notifications import NEW_LINKS, comments_group, counts_group

Event = dict[str, Any]


class LinkCounts(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    """The numbers of a link that change live."""

    id = graphene.ID(required=True)
    score = graphene.Int(required=True)
    comment_count = graphene.Int(required=True)


class LinksSubscription(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    link_created = graphene.Field(LinkType, description="Each new link.")
    link_counts = graphene.Field(
        LinkCounts,
        ids=graphene.List(graphene.NonNull(graphene.ID), required=True),
        description="Score and number of comments of up to 100 links, at each change.",
    )
    comment_created = graphene.Field(
        CommentType, link_id=graphene.ID(required=True), description="Each new comment on the link."
    )

    @staticmethod
    def subscribe_link_created(root: None, info: GraphQLResolveInfo) -> AsyncGenerator[Event]:
        return listen_to_groups([NEW_LINKS])

    @staticmethod
    def resolve_link_created(event: Event, info: GraphQLResolveInfo) -> Link | None:
        return Link.objects.filter(pk=event["id"]).first()

    @staticmethod
    def subscribe_link_counts(
        root: None, info: GraphQLResolveInfo, ids: list[str]
    ) -> AsyncGenerator[Event]:
        if len(ids) > MAX_PAGE_SIZE:
            raise bad_input(_("Subscribe to at most 100 links."), field="ids")
        return listen_to_groups(counts_group(parse_id(key)) for key in ids)

    @staticmethod
    def resolve_link_counts(event: Event, info: GraphQLResolveInfo, ids: list[str]) -> Event:
        return event

    @staticmethod
    def subscribe_comment_created(
        root: None, info: GraphQLResolveInfo, link_id: str
    ) -> AsyncGenerator[Event]:
        return listen_to_groups([comments_group(parse_id(link_id))])

    @staticmethod
    def resolve_comment_created(
        event: Event, info: GraphQLResolveInfo, link_id: str
    ) -> Comment | None:
        return Comment.objects.filter(pk=event["id"]).first()
