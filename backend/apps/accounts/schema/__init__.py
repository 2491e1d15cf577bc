import graphene
from graphene_django import DjangoObjectType
from graphql import GraphQLResolveInfo

from apps.accounts.models import User


class UserType(DjangoObjectType):  # type: ignore[misc] # graphene has no types
    class Meta:
        model = User
        name = "User"
        fields = ("id", "email", "handle")


class AccountsQuery(graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    me = graphene.Field(UserType, description="Who is signed in; null for nobody.")

    @staticmethod
    def resolve_me(root: None, info: GraphQLResolveInfo) -> User | None:
        user = info.context.user
        return user if user.is_authenticated else None
