import graphene
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.accounts.graphql import UserType, get_viewer
from apps.core.graphql.errors import bad_input
from apps.links import notifications, rate_limits, voting
from apps.links.graphql.error_handling import translate_errors
from apps.links.graphql.types import CommentType, LinkType, parse_id


class CreateVote(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Vote for a link. A repeated vote counts once."""

    class Arguments:
        link_id = graphene.Int()

    user = graphene.Field(UserType)
    link = graphene.Field(LinkType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, link_id: int | None = None) -> "CreateVote":
        user = get_viewer(info, otherwise=_("You must be logged to vote!"))
        rate_limits.consume_vote(user)
        with translate_errors(not_found_message=_("Invalid Link!")):
            vote = voting.cast_vote(user=user, link_id=parse_id(link_id or 0))
        notifications.notify_counts_changed(vote.link)
        return CreateVote(user=user, link=vote.link)


class RemoveVote(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Remove your vote for a link."""

    class Arguments:
        link_id = graphene.Int(required=True)

    link = graphene.Field(LinkType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, link_id: int) -> "RemoveVote":
        user = get_viewer(info, otherwise=_("You must be logged to vote!"))
        rate_limits.consume_vote(user)
        with translate_errors(not_found_message=_("Invalid Link!")):
            link = voting.remove_vote(user=user, link_id=parse_id(link_id))
        notifications.notify_counts_changed(link)
        return RemoveVote(link=link)


class VoteOnComment(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Vote on a comment: 1 (upvote), -1 (downvote) or 0 (remove your vote)."""

    class Arguments:
        key = graphene.ID(name="id", required=True)
        value = graphene.Int(required=True)

    comment = graphene.Field(CommentType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, key: str, value: int) -> "VoteOnComment":
        user = get_viewer(info, otherwise=_("You must be logged to vote!"))
        if value not in (-1, 0, 1):
            raise bad_input(_("A vote must be 1, -1 or 0."), field="value")
        rate_limits.consume_vote(user)
        with translate_errors():
            return VoteOnComment(
                comment=voting.vote_on_comment(user=user, comment_id=parse_id(key), value=value)
            )
