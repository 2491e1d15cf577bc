from datetime import datetime
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from apps.accounts.models import User
from apps.accounts.people import Person
from apps.accounts.schema import UserType
from apps.links.karma import karma_of
from apps.links.models import Comment, Flag, Link, Moderation, Status, Vote
from apps.links.schema import related
from apps.links.schema.connections import connection_of, page_arguments, paged
from apps.links.threads import thread

MOST_COMMENTS = 1_000

ItemStatus = graphene.Enum.from_enum(Status, name="ItemStatus")
FlagReason = graphene.Enum.from_enum(Flag.Reason, name="FlagReason")
ModerationAction = graphene.Enum.from_enum(Moderation.Action, name="ModerationAction")


class LinkType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    """A link, or a text post where `url` is empty."""

    id = graphene.ID(required=True)
    url = graphene.String(required=True)
    description = graphene.String(required=True, description="The title.")
    text = graphene.String(required=True)
    site = graphene.String(required=True, description="The host, without www.")
    status = graphene.Field(ItemStatus, required=True)
    score = graphene.Int(required=True, description="How many votes.")
    comment_count = graphene.Int(required=True)
    created_at = graphene.DateTime(required=True)
    edited_at = graphene.DateTime()
    posted_by = graphene.Field(UserType, description="Nobody: whoever it was has left.")
    votes = graphene.List(graphene.NonNull(lambda: VoteType), required=True)
    voted = graphene.Boolean(required=True, description="Whether you did.")
    saved = graphene.Boolean(required=True, description="Whether you did.")
    hidden = graphene.Boolean(required=True, description="Whether you hid it from your lists.")
    flagged = graphene.Boolean(required=True, description="Whether you did.")
    editable = graphene.Boolean(required=True, description="By you, by now.")
    comments = graphene.Field(
        lambda: connection_of_comments(),
        required=True,
        under=graphene.ID(description="A comment: it, and what answers to it."),
        **page_arguments(default=MOST_COMMENTS),
    )

    @staticmethod
    def resolve_url(link: Link, info: GraphQLResolveInfo) -> str:
        return link.url if related.may_read(link, info) else ""

    @staticmethod
    def resolve_description(link: Link, info: GraphQLResolveInfo) -> str:
        return link.title if related.may_read(link, info) else ""

    @staticmethod
    def resolve_text(link: Link, info: GraphQLResolveInfo) -> str:
        return link.text if related.may_read(link, info) else ""

    @staticmethod
    def resolve_site(link: Link, info: GraphQLResolveInfo) -> str:
        return link.site if related.may_read(link, info) else ""

    @staticmethod
    def resolve_posted_by(link: Link, info: GraphQLResolveInfo) -> Person | None:
        return related.person(link, "posted_by_id")

    @staticmethod
    def resolve_votes(link: Link, info: GraphQLResolveInfo) -> list[related.CastVote]:
        return related.votes_of(link)

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
        return related.may_change(link, info)

    @staticmethod
    def resolve_comments(
        link: Link,
        info: GraphQLResolveInfo,
        first: int,
        after: str | None = None,
        under: str | None = None,
    ) -> Any:
        root = None if under is None else key_of(under)
        return paged(
            lambda size: thread(link=link, first=size, after=after, under=root),
            first=first,
            most=MOST_COMMENTS,
        )


class VoteType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    id = graphene.ID(required=True)
    user = graphene.Field(UserType, required=True)
    link = graphene.Field(LinkType, required=True)

    @staticmethod
    def resolve_user(vote: Vote | related.CastVote, info: GraphQLResolveInfo) -> Person | None:
        return related.voter(vote)

    @staticmethod
    def resolve_link(vote: Vote | related.CastVote, info: GraphQLResolveInfo) -> Link:
        return related.link_of(vote)


class CommentType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    id = graphene.ID(required=True)
    link = graphene.Field(LinkType, required=True)
    parent_id = graphene.ID(description="The comment that it answers to.")
    body = graphene.String(required=True, description="Empty where it was deleted or hidden.")
    status = graphene.Field(ItemStatus, required=True)
    score = graphene.Int(required=True)
    created_at = graphene.DateTime(required=True)
    edited_at = graphene.DateTime()
    author = graphene.Field(UserType)
    vote = graphene.Int(required=True, description="Yours: 1, -1, or 0 for none.")
    flagged = graphene.Boolean(required=True, description="Whether you did.")
    editable = graphene.Boolean(required=True, description="By you, by now.")
    downvotable = graphene.Boolean(required=True, description="Young enough for it.")

    @staticmethod
    def resolve_link(comment: Comment, info: GraphQLResolveInfo) -> Link:
        return related.link_of(comment)

    @staticmethod
    def resolve_body(comment: Comment, info: GraphQLResolveInfo) -> str:
        return comment.body if related.may_read(comment, info) else ""

    @staticmethod
    def resolve_author(comment: Comment, info: GraphQLResolveInfo) -> Person | None:
        if not related.may_read(comment, info):
            return None
        return related.person(comment, "author_id")

    @staticmethod
    def resolve_vote(comment: Comment, info: GraphQLResolveInfo) -> int:
        return related.vote_on(comment, info)

    @staticmethod
    def resolve_flagged(comment: Comment, info: GraphQLResolveInfo) -> bool:
        return related.has_flagged(comment, info)

    @staticmethod
    def resolve_editable(comment: Comment, info: GraphQLResolveInfo) -> bool:
        return related.may_change(comment, info)

    @staticmethod
    def resolve_downvotable(comment: Comment, info: GraphQLResolveInfo) -> bool:
        return comment.is_downvotable


class ModerationType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    """An entry of the log that everybody may read."""

    id = graphene.ID(required=True)
    action = graphene.Field(ModerationAction, required=True)
    reason = graphene.String(required=True)
    created_at = graphene.DateTime(required=True)
    moderator = graphene.Field(UserType)
    link = graphene.Field(LinkType, required=True)
    comment = graphene.Field(CommentType, description="Where it is one that is meant.")

    @staticmethod
    def resolve_moderator(entry: Moderation, info: GraphQLResolveInfo) -> Person | None:
        return related.person(entry, "moderator_id")

    @staticmethod
    def resolve_link(entry: Moderation, info: GraphQLResolveInfo) -> Link:
        return related.link_of(entry)

    @staticmethod
    def resolve_comment(entry: Moderation, info: GraphQLResolveInfo) -> Comment | None:
        return related.comment_of(entry)


class ProfileType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    """Somebody as a reader of links."""

    user = graphene.Field(UserType, required=True)
    karma = graphene.Int(required=True)
    joined_at = graphene.DateTime(required=True)

    @staticmethod
    def resolve_user(user: User, info: GraphQLResolveInfo) -> User:
        return user

    @staticmethod
    def resolve_karma(user: User, info: GraphQLResolveInfo) -> int:
        return karma_of(user)

    @staticmethod
    def resolve_joined_at(user: User, info: GraphQLResolveInfo) -> datetime:
        return user.date_joined


def connection_of_comments() -> Any:
    """Named after it is made: a comment has a link, and a link comments."""
    return CommentConnection


LinkConnection = connection_of(LinkType, "Link")
CommentConnection = connection_of(CommentType, "Comment")
ModerationConnection = connection_of(ModerationType, "Moderation")


def key_of(text: str | int) -> int:
    """Of an id as clients send it; one that no row has, for what is none."""
    try:
        key = int(text)
    except ValueError:
        return 0
    return key if 0 < key < 2**63 else 0
