from typing import Any

import graphene
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.accounts.models import User
from apps.accounts.schema import UserType, viewer_of
from apps.core.graphql.refusals import bad_input
from apps.links import addresses, discussion, limits, marks, moderating, news, submissions, voting
from apps.links.models import Comment, Link, Moderation
from apps.links.schema import related
from apps.links.schema.doors import refusals
from apps.links.schema.types import (
    CommentType,
    FlagReason,
    LinkType,
    ModerationAction,
    ModerationType,
    key_of,
)
from apps.links.tasks import read_title


class CreateLink(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Submit a link, or a text without one. What is there already gets your vote instead."""

    class Arguments:
        url = graphene.String(default_value="")
        description = graphene.String(default_value="", description="The title.")
        text = graphene.String(default_value="")

    id = graphene.Int()
    url = graphene.String()
    description = graphene.String()
    posted_by = graphene.Field(UserType)
    link = graphene.Field(LinkType)
    is_duplicate = graphene.Boolean(description="Whether it was there already.")

    @staticmethod
    def mutate(
        root: None, info: GraphQLResolveInfo, url: str, description: str, text: str
    ) -> "CreateLink":
        user = viewer_of(info, otherwise=_("Sign in to submit a link."))
        made = submitted(user, url=url, title=description, text=text)
        link = made.link
        return CreateLink(
            id=link.pk,
            url=link.url,
            description=link.title,
            posted_by=related.person(link, "posted_by_id"),
            link=link,
            is_duplicate=made.is_duplicate,
        )


def submitted(user: User, *, url: str, title: str, text: str = "") -> submissions.Submitted:
    limits.spend_submission(user)
    with refusals():
        made = submissions.submit(user=user, url=url, title=title, text=text)
    if made.is_duplicate:
        news.tell_counts(made.link)
    else:
        news.tell_link(made.link)
    return made


class ReadTitle(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Have the title of a page read; it arrives over the live socket, as `links.title`."""

    class Arguments:
        url = graphene.String(required=True)

    asked = graphene.Boolean(required=True)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, url: str) -> "ReadTitle":
        user = viewer_of(info)
        try:
            addresses.split(url)
        except addresses.BadAddressError as error:
            raise bad_input(error.sentence, field="url") from error
        limits.spend_title(user)
        read_title.delay(url=url, user_id=user.pk)
        return ReadTitle(asked=True)


class EditLink(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Within two hours, your own."""

    class Arguments:
        key = graphene.ID(name="id", required=True)
        description = graphene.String()
        text = graphene.String()

    link = graphene.Field(LinkType)

    @staticmethod
    def mutate(
        root: None,
        info: GraphQLResolveInfo,
        key: str,
        description: str | None = None,
        text: str | None = None,
    ) -> "EditLink":
        user = viewer_of(info)
        limits.spend_change(user)
        with refusals():
            link = submissions.edit(user=user, link_id=key_of(key), title=description, text=text)
        return EditLink(link=link)


class DeleteLink(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Within two hours, your own."""

    class Arguments:
        key = graphene.ID(name="id", required=True)

    link = graphene.Field(LinkType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, key: str) -> "DeleteLink":
        user = viewer_of(info)
        limits.spend_change(user)
        with refusals():
            return DeleteLink(link=submissions.delete(user=user, link_id=key_of(key)))


class CreateVote(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Your vote for a link; given twice, it is one."""

    class Arguments:
        link_id = graphene.Int()

    user = graphene.Field(UserType)
    link = graphene.Field(LinkType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, link_id: int | None = None) -> "CreateVote":
        user = viewer_of(info, otherwise=_("You must be logged to vote!"))
        limits.spend_vote(user)
        with refusals(_("Invalid Link!")):
            vote = voting.vote(user=user, link_id=key_of(link_id or 0))
        news.tell_counts(vote.link)
        return CreateVote(user=user, link=vote.link)


class RemoveVote(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Take back your vote for a link."""

    class Arguments:
        link_id = graphene.Int(required=True)

    link = graphene.Field(LinkType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, link_id: int) -> "RemoveVote":
        user = viewer_of(info, otherwise=_("You must be logged to vote!"))
        limits.spend_vote(user)
        with refusals(_("Invalid Link!")):
            link = voting.take_back(user=user, link_id=key_of(link_id))
        news.tell_counts(link)
        return RemoveVote(link=link)


class SaveLink(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Keep a link for later, or no longer."""

    class Arguments:
        key = graphene.ID(name="id", required=True)
        saved = graphene.Boolean(default_value=True)

    link = graphene.Field(LinkType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, key: str, saved: bool) -> "SaveLink":
        user = viewer_of(info)
        limits.spend_change(user)
        with refusals(_("Invalid Link!")):
            change = marks.save if saved else marks.forget
            return SaveLink(link=change(user=user, link_id=key_of(key)))


class HideLink(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Have a link no longer in your lists, or again."""

    class Arguments:
        key = graphene.ID(name="id", required=True)
        hidden = graphene.Boolean(default_value=True)

    link = graphene.Field(LinkType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, key: str, hidden: bool) -> "HideLink":
        user = viewer_of(info)
        limits.spend_change(user)
        with refusals(_("Invalid Link!")):
            change = marks.hide if hidden else marks.show
            return HideLink(link=change(user=user, link_id=key_of(key)))


class CreateComment(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """On a link, or in answer to a comment on it."""

    class Arguments:
        link_id = graphene.ID(required=True)
        parent_id = graphene.ID()
        body = graphene.String(required=True)

    comment = graphene.Field(CommentType)

    @staticmethod
    def mutate(
        root: None,
        info: GraphQLResolveInfo,
        link_id: str,
        body: str,
        parent_id: str | None = None,
    ) -> "CreateComment":
        user = viewer_of(info, otherwise=_("Sign in to comment."))
        limits.spend_comment(user)
        with refusals(_("What you answer to is not there any more.")):
            comment = discussion.comment(
                user=user,
                link_id=key_of(link_id),
                parent_id=None if parent_id is None else key_of(parent_id),
                body=body,
            )
        news.tell_comment(comment)
        return CreateComment(comment=comment)


class EditComment(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Within two hours, your own."""

    class Arguments:
        key = graphene.ID(name="id", required=True)
        body = graphene.String(required=True)

    comment = graphene.Field(CommentType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, key: str, body: str) -> "EditComment":
        user = viewer_of(info)
        limits.spend_change(user)
        with refusals():
            comment = discussion.edit_comment(user=user, comment_id=key_of(key), body=body)
        return EditComment(comment=comment)


class DeleteComment(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Within two hours, your own; the answers to it stay."""

    class Arguments:
        key = graphene.ID(name="id", required=True)

    comment = graphene.Field(CommentType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, key: str) -> "DeleteComment":
        user = viewer_of(info)
        limits.spend_change(user)
        with refusals():
            return DeleteComment(
                comment=discussion.delete_comment(user=user, comment_id=key_of(key))
            )


class VoteOnComment(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """1 for it, -1 against it, 0 to take back what you said."""

    class Arguments:
        key = graphene.ID(name="id", required=True)
        value = graphene.Int(required=True)

    comment = graphene.Field(CommentType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, key: str, value: int) -> "VoteOnComment":
        user = viewer_of(info, otherwise=_("You must be logged to vote!"))
        if value not in (-1, 0, 1):
            raise bad_input(_("A vote is 1, -1 or 0."), field="value")
        limits.spend_vote(user)
        with refusals():
            return VoteOnComment(
                comment=voting.vote_on_comment(user=user, comment_id=key_of(key), value=value)
            )


class FlagItem(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Say why a link or a comment should not be here; without a reason, take that back."""

    class Arguments:
        link_id = graphene.ID()
        comment_id = graphene.ID()
        reason = graphene.Argument(FlagReason)

    link = graphene.Field(LinkType)
    comment = graphene.Field(CommentType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, reason: Any = None, **item: str) -> "FlagItem":
        user = viewer_of(info, otherwise=_("Sign in to flag."))
        limits.spend_flag(user)
        with refusals():
            keys = item_of(**item)
            row: Any = (
                moderating.unflag(user=user, **keys)
                if reason is None
                else moderating.flag(user=user, reason=reason.value, **keys)
            )
        return FlagItem(**shown(row))


class Moderate(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Hide a link or a comment, or let it be seen again. For moderators; everybody sees why."""

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
        user = viewer_of(info)
        with refusals():
            entry: Moderation = moderating.moderate(
                moderator=user, action=action.value, reason=reason, **item_of(**item)
            )
        return Moderate(moderation=entry)


class LinksMutation(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    create_link = CreateLink.Field()
    read_title = ReadTitle.Field()
    edit_link = EditLink.Field()
    delete_link = DeleteLink.Field()
    create_vote = CreateVote.Field()
    remove_vote = RemoveVote.Field()
    save_link = SaveLink.Field()
    hide_link = HideLink.Field()
    create_comment = CreateComment.Field()
    edit_comment = EditComment.Field()
    delete_comment = DeleteComment.Field()
    vote_on_comment = VoteOnComment.Field()
    flag = FlagItem.Field()
    moderate = Moderate.Field()


def item_of(*, link_id: str | None = None, comment_id: str | None = None) -> dict[str, int]:
    """Which one of the two is meant."""
    given = {"link_id": link_id, "comment_id": comment_id}
    keys = {name: key_of(value) for name, value in given.items() if value is not None}
    if len(keys) != 1:
        raise bad_input(_("Name a link or a comment."), field="linkId")
    return keys


def shown(row: Link | Comment) -> dict[str, Any]:
    return {"comment": row} if isinstance(row, Comment) else {"link": row}
