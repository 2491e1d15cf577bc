import graphene
from graphql import GraphQLResolveInfo

from apps.accounts.graphql import get_viewer
from apps.links import profiles, rate_limits
from apps.links.graphql.error_handling import translate_errors
from apps.links.graphql.types import ProfileType


class EditProfile(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Change your text about yourself."""

    class Arguments:
        about = graphene.String(required=True)

    profile = graphene.Field(ProfileType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, about: str) -> "EditProfile":
        user = get_viewer(info)
        rate_limits.consume_change(user)
        with translate_errors():
            profiles.edit_about(user=user, about=about)
        return EditProfile(profile=user)


class MarkRepliesRead(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Mark all replies to you as read."""

    unread_replies = graphene.Int(required=True)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo) -> "MarkRepliesRead":
        user = get_viewer(info)
        profiles.mark_replies_read(user)
        return MarkRepliesRead(unread_replies=0)
