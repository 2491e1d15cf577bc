from datetime import datetime
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from apps.accounts.graphql import UserType
from apps.accounts.models import User
from apps.accounts.user_summaries import UserSummary
from apps.links.comment_tree import MAX_PAGE_ROWS
from apps.links.graphql import related
from apps.links.graphql.connections import (
    cursor_errors,
    get_page_size,
    make_connection_type,
    page_arguments,
    page_connection,
)
from apps.links.karma import get_karma
from apps.links.models import Comment, Flag, Link, Moderation, Status, Vote
from apps.links.profiles import get_about

ItemStatus = graphene.Enum.from_enum(Status, name="ItemStatus")
FlagReason = graphene.Enum.from_enum(Flag.Reason, name="FlagReason")
ModerationAction = graphene.Enum.from_enum(Moderation.Action, name="ModerationAction")


class LinkType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    """A link, or a text post if `url` is empty."""

    id = graphene.ID(required=True)
    url = graphene.String(required=True)
    description = graphene.String(required=True, description="The title.")
    text = graphene.String(required=True)
    site = graphene.String(required=True, description="The host, without www.")
    status = graphene.Field(ItemStatus, required=True)
    score = graphene.Int(required=True, description="The number of votes.")
    comment_count = graphene.Int(required=True)
    created_at = graphene.DateTime(required=True)
    edited_at = graphene.DateTime()
    posted_by = graphene.Field(UserType, description="Null if the account was deleted.")
    votes = graphene.List(graphene.NonNull(lambda: VoteType), required=True)
    voted = graphene.Boolean(required=True, description="Whether you voted for it.")
    saved = graphene.Boolean(required=True, description="Whether you saved it.")
    hidden = graphene.Boolean(required=True, description="Whether you hid it from your lists.")
    flagged = graphene.Boolean(required=True, description="Whether you flagged it.")
    editable = graphene.Boolean(required=True, description="Whether you can edit it now.")
    comments = graphene.Field(
        lambda: get_comment_connection(),
        required=True,
        under=graphene.ID(description="Only this comment and its replies."),
        **page_arguments(default=MAX_PAGE_ROWS),
        description="At most 1,000 for all links of a list together.",
    )

    @staticmethod
    def resolve_url(link: Link, info: GraphQLResolveInfo) -> str:
        return link.url if related.is_readable(link, info) else ""

    @staticmethod
    def resolve_description(link: Link, info: GraphQLResolveInfo) -> str:
        return link.title if related.is_readable(link, info) else ""

    @staticmethod
    def resolve_text(link: Link, info: GraphQLResolveInfo) -> str:
        return link.text if related.is_readable(link, info) else ""

    @staticmethod
    def resolve_site(link: Link, info: GraphQLResolveInfo) -> str:
        return link.site if related.is_readable(link, info) else ""

    @staticmethod
    def resolve_posted_by(link: Link, info: GraphQLResolveInfo) -> UserSummary | None:
        return related.load_submitter(link, info)

    @staticmethod
    def resolve_votes(link: Link, info: GraphQLResolveInfo) -> list[related.VoteSummary]:
        return related.load_votes(link, info)

    @staticmethod
    def resolve_voted(link: Link, info: GraphQLResolveInfo) -> bool:
        return related.has_voted(link, info)

    @staticmethod
    def resolve_saved(link: Link, info: GraphQLResolveInfo) -> bool:
        return related.has_saved(link, info)

    @staticmethod
    def resolve_hidden(link: Link, info: GraphQLResolveInfo) -> bool:
        return related.has_hidden(link, info)

    @staticmethod
    def resolve_flagged(link: Link, info: GraphQLResolveInfo) -> bool:
        return related.has_flagged(link, info)

    @staticmethod
    def resolve_editable(link: Link, info: GraphQLResolveInfo) -> bool:
        return related.is_editable(link, info)

    @staticmethod
    def resolve_comments(
        link: Link,
        info: GraphQLResolveInfo,
        first: int,
        after: str | None = None,
        under: str | None = None,
    ) -> Any:
        root = None if under is None else parse_id(under)
        size = get_page_size(first, most=MAX_PAGE_ROWS)
        with cursor_errors():
            return page_connection(related.load_thread(link, first=size, after=after, under=root))


class VoteType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    id = graphene.ID(required=True)
    user = graphene.Field(UserType, required=True)
    link = graphene.Field(LinkType, required=True)

    @staticmethod
    def resolve_user(
        vote: Vote | related.VoteSummary, info: GraphQLResolveInfo
    ) -> UserSummary | None:
        return related.load_voter(vote)

    @staticmethod
    def resolve_link(vote: Vote | related.VoteSummary, info: GraphQLResolveInfo) -> Link:
        return related.load_link(vote)


class CommentType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    id = graphene.ID(required=True)
    link = graphene.Field(LinkType, required=True)
    parent_id = graphene.ID(description="The comment that this one replies to.")
    body = graphene.String(required=True, description="Empty if it was deleted or hidden.")
    status = graphene.Field(ItemStatus, required=True)
    score = graphene.Int(required=True)
    created_at = graphene.DateTime(required=True)
    edited_at = graphene.DateTime()
    author = graphene.Field(UserType)
    vote = graphene.Int(required=True, description="Your vote: 1, -1, or 0 for none.")
    flagged = graphene.Boolean(required=True, description="Whether you flagged it.")
    editable = graphene.Boolean(required=True, description="Whether you can edit it now.")
    downvotable = graphene.Boolean(
        required=True, description="Whether it is new enough to be downvoted."
    )

    @staticmethod
    def resolve_link(comment: Comment, info: GraphQLResolveInfo) -> Link:
        return related.load_link(comment)

    @staticmethod
    def resolve_body(comment: Comment, info: GraphQLResolveInfo) -> str:
        return comment.body if related.is_readable(comment, info) else ""

    @staticmethod
    def resolve_author(comment: Comment, info: GraphQLResolveInfo) -> UserSummary | None:
        if not related.is_readable(comment, info):
            return None
        return related.load_user(comment, "author_id")

    @staticmethod
    def resolve_vote(comment: Comment, info: GraphQLResolveInfo) -> int:
        return related.viewer_vote(comment, info)

    @staticmethod
    def resolve_flagged(comment: Comment, info: GraphQLResolveInfo) -> bool:
        return related.has_flagged(comment, info)

    @staticmethod
    def resolve_editable(comment: Comment, info: GraphQLResolveInfo) -> bool:
        return related.is_editable(comment, info)

    @staticmethod
    def resolve_downvotable(comment: Comment, info: GraphQLResolveInfo) -> bool:
        return comment.is_downvotable


class ModerationType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    """An entry of the public moderation log."""

    id = graphene.ID(required=True)
    action = graphene.Field(ModerationAction, required=True)
    reason = graphene.String(required=True)
    created_at = graphene.DateTime(required=True)
    moderator = graphene.Field(UserType)
    link = graphene.Field(LinkType, required=True)
    comment = graphene.Field(CommentType, description="Null if the link itself was moderated.")

    @staticmethod
    def resolve_moderator(entry: Moderation, info: GraphQLResolveInfo) -> UserSummary | None:
        return related.load_user(entry, "moderator_id")

    @staticmethod
    def resolve_link(entry: Moderation, info: GraphQLResolveInfo) -> Link:
        return related.load_link(entry)

    @staticmethod
    def resolve_comment(entry: Moderation, info: GraphQLResolveInfo) -> Comment | None:
        return related.load_comment(entry)


class ProfileType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    """A user's public profile."""

    user = graphene.Field(UserType, required=True)
    karma = graphene.Int(required=True)
    about = graphene.String(required=True, description="The user's text about themselves.")
    joined_at = graphene.DateTime(required=True)

    @staticmethod
    def resolve_user(user: User, info: GraphQLResolveInfo) -> User:
        return user

    @staticmethod
    def resolve_karma(user: User, info: GraphQLResolveInfo) -> int:
        return get_karma(user)

    @staticmethod
    def resolve_about(user: User, info: GraphQLResolveInfo) -> str:
        return get_about(user)

    @staticmethod
    def resolve_joined_at(user: User, info: GraphQLResolveInfo) -> datetime:
        return user.date_joined


def get_comment_connection() -> Any:
    """Return the type, which is defined below: links and comments refer to each other."""
    return CommentConnection


LinkConnection = make_connection_type(LinkType, "Link")
CommentConnection = make_connection_type(CommentType, "Comment")
ModerationConnection = make_connection_type(ModerationType, "Moderation")


def parse_id(text: str | int) -> int:
    """Return the id as an integer; 0, which no row has, if it is invalid."""
    try:
        key = int(text)
    except ValueError:
        return 0
    return key if 0 < key < 2**63 else 0
