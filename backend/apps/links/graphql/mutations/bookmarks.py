import graphene
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.accounts.graphql import get_viewer
from apps.links import bookmarks, rate_limits
from apps.links.graphql.error_handling import translate_errors
from apps.links.graphql.types import LinkType, parse_id


class SaveLink(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Save a link for later, or remove it from your saved links."""

    class Arguments:
        key = graphene.ID(name="id", required=True)
        saved = graphene.Boolean(required=True, default_value=True)

    link = graphene.Field(LinkType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, key: str, saved: bool) -> "SaveLink":
        user = get_viewer(info)
        rate_limits.consume_change(user)
        with translate_errors(not_found_message=_("Invalid Link!")):
            change = bookmarks.save_link if saved else bookmarks.unsave_link
            return SaveLink(link=change(user=user, link_id=parse_id(key)))


class HideLink(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Hide a link from your lists, or show it again."""

    class Arguments:
        key = graphene.ID(name="id", required=True)
        hidden = graphene.Boolean(required=True, default_value=True)

    link = graphene.Field(LinkType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, key: str, hidden: bool) -> "HideLink":
        user = get_viewer(info)
        rate_limits.consume_change(user)
        with translate_errors(not_found_message=_("Invalid Link!")):
            change = bookmarks.hide_link if hidden else bookmarks.unhide_link
            return HideLink(link=change(user=user, link_id=parse_id(key)))
