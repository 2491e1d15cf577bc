from typing import Any

import graphene
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.accounts.models import User
from apps.core.graphql.refusals import not_signed_in


class UserType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    """Somebody, as everybody may know them."""

    id = graphene.ID(required=True)
    username = graphene.String(required=True, description="The handle.")
    email = graphene.String(required=True, description="One's own; empty for everybody else's.")

    @staticmethod
    def resolve_username(user: User, info: GraphQLResolveInfo) -> str:
        return user.handle

    @staticmethod
    def resolve_email(user: User, info: GraphQLResolveInfo) -> str:
        is_own = user.pk == info.context.user.pk or user is newcomer_of(info)
        return user.email if is_own else ""


def viewer_of(info: GraphQLResolveInfo, *, otherwise: str = "") -> User:
    """Who is signed in. Refuses whoever is not, with the sentence `otherwise`."""
    user = info.context.user
    if not isinstance(user, User):
        raise not_signed_in(otherwise or _("Sign in first."))
    return user


def newcomer_of(info: GraphQLResolveInfo) -> Any:
    """Whose account this very request has opened."""
    return getattr(info.context, "newcomer", None)
