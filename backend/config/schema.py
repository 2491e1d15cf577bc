"""The GraphQL schema, put together from the applications' parts."""

import graphene

from apps.accounts.schema import AccountsQuery


class Query(AccountsQuery, graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    pass


schema = graphene.Schema(query=Query)
