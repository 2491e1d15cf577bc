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


class Query(
    LinksQuery,  # sample: links
    RelayQuery,  # sample: links
    AccountsQuery,
    graphene.ObjectType,  # type: ignore[misc] # graphene has no types
):
    pass


class Mutation(
    LinksMutation,  # sample: links
    RelayMutation,  # sample: links
    AccountsMutation,
    graphene.ObjectType,  # type: ignore[misc] # graphene has no types
):
    pass


# sample: links begin
class Subscription(LinksSubscription, graphene.ObjectType):  # type: ignore[misc] # graphene has no types
    pass


# sample: links end
schema = graphene.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,  # sample: links
)
