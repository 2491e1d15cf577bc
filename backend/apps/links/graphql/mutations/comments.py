from uuid import UUID

import graphene
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.accounts.graphql import get_viewer
from apps.links import comments, notifications, rate_limits
from apps.links.graphql.error_handling import translate_errors
from apps.links.graphql.types import CommentType, parse_id


class CreateComment(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Comment on a link, or reply to a comment on it. A repeated key comments once."""

    class Arguments:
        link_id = graphene.ID(required=True)
        parent_id = graphene.ID()
        body = graphene.String(required=True)
        idempotency_key = graphene.UUID()

    comment = graphene.Field(CommentType)

    @staticmethod
    def mutate(
        root: None,
        info: GraphQLResolveInfo,
        link_id: str,
        body: str,
        parent_id: str | None = None,
        idempotency_key: UUID | None = None,
    ) -> "CreateComment":
        user = get_viewer(info, otherwise=_("Sign in to comment."))
        rate_limits.consume_comment(user)
        with translate_errors(
            not_found_message=_("The link or comment you are replying to no longer exists.")
        ):
            comment = comments.create_comment(
                user=user,
                link_id=parse_id(link_id),
                parent_id=None if parent_id is None else parse_id(parent_id),
                body=body,
                idempotency_key=idempotency_key,
            )
        notifications.notify_comment_created(comment)
        return CreateComment(comment=comment)


class EditComment(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Edit your own comment within two hours."""

    class Arguments:
        key = graphene.ID(name="id", required=True)
        body = graphene.String(required=True)

    comment = graphene.Field(CommentType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, key: str, body: str) -> "EditComment":
        user = get_viewer(info)
        rate_limits.consume_change(user)
        with translate_errors():
            comment = comments.edit_comment(user=user, comment_id=parse_id(key), body=body)
        return EditComment(comment=comment)


class DeleteComment(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Delete your own comment within two hours. Its replies stay."""

    class Arguments:
        key = graphene.ID(name="id", required=True)

    comment = graphene.Field(CommentType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, key: str) -> "DeleteComment":
        user = get_viewer(info)
        rate_limits.consume_change(user)
        with translate_errors():
            return DeleteComment(
                comment=comments.delete_comment(user=user, comment_id=parse_id(key))
            )


class RestoreComment(graphene.Mutation):  # type: ignore[misc] # graphene has no types
    """Undo the deletion of your own comment within ten minutes."""

    class Arguments:
        key = graphene.ID(name="id", required=True)

    comment = graphene.Field(CommentType)

    @staticmethod
    def mutate(root: None, info: GraphQLResolveInfo, key: str) -> "RestoreComment":
        user = get_viewer(info)
        rate_limits.consume_change(user)
        with translate_errors():
            return RestoreComment(
                comment=comments.restore_comment(user=user, comment_id=parse_id(key))
            )
