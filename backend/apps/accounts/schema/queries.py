import graphene
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.accounts.models import User
from apps.accounts.schema.types import UserType, viewer_of
from apps.core.graphql.limits import MOST_ROWS
from apps.core.graphql.peers import together


class AccountsQuery(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    me = graphene.Field(UserType, description="Who is signed in.")
    users = graphene.List(UserType, description="The newest 100.")

    @staticmethod
    def resolve_me(root: None, info: GraphQLResolveInfo) -> User:
        return viewer_of(info, otherwise=_("Not logged in!"))

    @staticmethod
    def resolve_users(root: None, info: GraphQLResolveInfo) -> list[User]:
        return together(User.objects.filter(is_active=True).order_by("-pk")[:MOST_ROWS])
