from typing import Any

import graphene
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.accounts.models import User
from apps.accounts.user_summaries import UserSummary
from apps.core.graphql.errors import unauthenticated


class UserType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    """A user's public profile."""

    id = graphene.ID(required=True)
    username = graphene.String(required=True, description="Public name of the user.")
    email = graphene.String(
        required=True, description="Email of the signed-in user; empty for others."
    )

    @staticmethod
    def resolve_username(user: User | UserSummary, info: GraphQLResolveInfo) -> str:
        return user.handle

    @staticmethod
    def resolve_email(user: User | UserSummary, info: GraphQLResolveInfo) -> str:
        for own in (info.context.user, get_created_user(info)):
            if own is not None and own.pk == user.id:
                return str(own.email)
        return ""


def get_viewer(info: GraphQLResolveInfo, *, otherwise: str = "") -> User:
    """Return the signed-in user. Raise ClientError with the sentence `otherwise`."""
    user = info.context.user
    if not isinstance(user, User):
        raise unauthenticated(otherwise or _("Sign in first."))
    return user


def get_created_user(info: GraphQLResolveInfo) -> Any:
    """Return the user that this request has created, if any."""
    return getattr(info.context, "newcomer", None)
