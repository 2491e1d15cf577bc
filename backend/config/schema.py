"""The GraphQL schema, combined from the schemas of the apps."""

import graphene

from apps.accounts.graphql import AccountsMutation, AccountsQuery
from apps.links.graphql import (
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
