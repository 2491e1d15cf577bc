import graphene
from django.utils.translation import gettext as _
from graphql import GraphQLResolveInfo

from apps.accounts.graphql.types import UserType, get_viewer
from apps.accounts.models import User
from apps.core.graphql.batching import mark_batch
from apps.core.graphql.query_cost import MAX_PAGE_SIZE


class AccountsQuery(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    me = graphene.Field(UserType, description="The signed-in user.")
    users = graphene.List(UserType, description="The 100 newest users.")

    @staticmethod
    def resolve_me(root: None, info: GraphQLResolveInfo) -> User:
        return get_viewer(info, otherwise=_("Not logged in!"))

    @staticmethod
    def resolve_users(root: None, info: GraphQLResolveInfo) -> list[User]:
        return mark_batch(User.objects.filter(is_active=True).order_by("-pk")[:MAX_PAGE_SIZE])
