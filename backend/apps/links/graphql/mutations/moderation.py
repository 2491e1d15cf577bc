from typing import Any

import graphene
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.accounts.graphql import get_viewer
from apps.core.graphql.errors import bad_input
from apps.links import moderation, rate_limits
from apps.links.graphql.error_handling import translate_errors
from apps.links.graphql.types import (
    CommentType,
    FlagReason,
    LinkType,
    ModerationAction,
    ModerationType,
    parse_id,
)
from apps.links.models import Comment, Link, Moderation


class FlagItem(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Flag a link or a comment with a reason, or remove your flag by giving no reason."""

    class Arguments:
        link_id = graphene.ID()
        comment_id = graphene.ID()
        reason = graphene.Argument(FlagReason)

    link = graphene.Field(LinkType)
    comment = graphene.Field(CommentType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, reason: Any = None, **item: str) -> "FlagItem":
        user = get_viewer(info, otherwise=_("Sign in to flag."))
        rate_limits.consume_flag(user)
        with translate_errors():
            keys = parse_item(**item)
            row: Any = (
                moderation.unflag(user=user, **keys)
                if reason is None
                else moderation.flag(user=user, reason=reason.value, **keys)
            )
        return FlagItem(**item_payload(row))


class Moderate(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Hide or restore a link or a comment. For moderators; the reason is public."""

    class Arguments:
        link_id = graphene.ID()
        comment_id = graphene.ID()
        action = graphene.Argument(ModerationAction, required=True)
        reason = graphene.String(required=True)

    moderation = graphene.Field(ModerationType)

    @staticmethod
    def mutate(
        root: None, info: GraphQLResolveInfo, action: Any, reason: str, **item: str
    ) -> "Moderate":
        user = get_viewer(info)
        with translate_errors():
            entry: Moderation = moderation.moderate(
                moderator=user, action=action.value, reason=reason, **parse_item(**item)
            )
        return Moderate(moderation=entry)


def parse_item(*, link_id: str | None = None, comment_id: str | None = None) -> dict[str, int]:
    """Return the one id that is given. Raise bad input unless it is exactly one."""
    given = {"link_id": link_id, "comment_id": comment_id}
    keys = {name: parse_id(value) for name, value in given.items() if value is not None}
    if len(keys) != 1:
        raise bad_input(_("Enter either a link id or a comment id."), field="linkId")
    return keys


def item_payload(row: Link | Comment) -> dict[str, Any]:
    return {"comment": row} if isinstance(row, Comment) else {"link": row}
