"""The GraphQL schema, put together from the applications' parts."""

import graphene

from apps.accounts.schema import AccountsMutation, AccountsQuery
from apps.links.schema import (
    LinksMutation,
    LinksQuery,
    LinksSubscription,
    RelayMutation,
    RelayQuery,
)


class Query(LinksQuery, RelayQuery, AccountsQuery, graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    pass


class Mutation(LinksMutation, RelayMutation, AccountsMutation, graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    pass


class Subscription(LinksSubscription, graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    pass


schema = graphene.Schema(query=Query, mutation=Mutation, subscription=Subscription)
