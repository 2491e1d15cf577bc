from collections.abc import AsyncGenerator
from typing import Any

import graphene
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.core.graphql.limits import MOST_ROWS
from apps.core.graphql.refusals import bad_input
from apps.core.live import listen
from apps.links.models import Comment, Link
from apps.links.news import NEW_LINKS, comments_on, counts_of
from apps.links.schema.types import CommentType, LinkType, key_of

Event = dict[str, Any]


class LinkCounts(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    """What changes of a link while it is looked at."""

    id = graphene.ID(required=True)
    score = graphene.Int(required=True)
    comment_count = graphene.Int(required=True)


class LinksSubscription(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    link_created = graphene.Field(LinkType, description="Every new link.")
    link_counts = graphene.Field(
        LinkCounts,
        ids=graphene.List(graphene.NonNull(graphene.ID), required=True),
        description="Of these links, at most 100, each time they change.",
    )
    comment_created = graphene.Field(
        CommentType, link_id=graphene.ID(required=True), description="Each new one on the link."
    )

    @staticmethod
    def subscribe_link_created(root: None, info: GraphQLResolveInfo) -> AsyncGenerator[Event]:
        return listen([NEW_LINKS])

    @staticmethod
    def resolve_link_created(event: Event, info: GraphQLResolveInfo) -> Link | None:
        return Link.objects.filter(pk=event["id"]).first()

    @staticmethod
    def subscribe_link_counts(
        root: None, info: GraphQLResolveInfo, ids: list[str]
    ) -> AsyncGenerator[Event]:
        if len(ids) > MOST_ROWS:
            raise bad_input(_("Name at most 100 links."), field="ids")
        return listen(counts_of(key_of(key)) for key in ids)

    @staticmethod
    def resolve_link_counts(event: Event, info: GraphQLResolveInfo, ids: list[str]) -> Event:
        return event

    @staticmethod
    def subscribe_comment_created(
        root: None, info: GraphQLResolveInfo, link_id: str
    ) -> AsyncGenerator[Event]:
        return listen([comments_on(key_of(link_id))])

    @staticmethod
    def resolve_comment_created(
        event: Event, info: GraphQLResolveInfo, link_id: str
    ) -> Comment | None:
        return Comment.objects.filter(pk=event["id"]).first()
