from typing import Any

import graphene
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.accounts.models import User
from apps.accounts.people import Person
from apps.core.graphql.refusals import not_signed_in


class UserType(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    """Somebody, as everybody may know them."""

    id = graphene.ID(required=True)
    username = graphene.String(required=True, description="The handle.")
    email = graphene.String(required=True, description="One's own; empty for everybody else's.")

    @staticmethod
    def resolve_username(user: User | Person, info: GraphQLResolveInfo) -> str:
        return user.handle

    @staticmethod
    def resolve_email(user: User | Person, info: GraphQLResolveInfo) -> str:
        for own in (info.context.user, newcomer_of(info)):
            if own is not None and own.pk == user.id:
                return str(own.email)
        return ""


def viewer_of(info: GraphQLResolveInfo, *, otherwise: str = "") -> User:
    """Who is signed in. Refuses whoever is not, with the sentence `otherwise`."""
    user = info.context.user
    if not isinstance(user, User):
        raise not_signed_in(otherwise or _("Sign in first."))
    return user


def newcomer_of(info: GraphQLResolveInfo) -> Any:
    """Whose account this very request has opened."""
    return getattr(info.context, "newcomer", None)
