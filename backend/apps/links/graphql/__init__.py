"""GraphQL API of links: the operations of the howtographql tutorial, and those of a link site."""

from apps.links.graphql.mutations import LinksMutation
from apps.links.graphql.queries import LinksQuery
from apps.links.graphql.relay import RelayMutation, RelayQuery
from apps.links.graphql.subscriptions import LinksSubscription

__all__ = ["LinksMutation", "LinksQuery", "LinksSubscription", "RelayMutation", "RelayQuery"]
