"""The GraphQL of Links: the operations of the howtographql tutorial, and what a link site needs."""

from apps.links.schema.mutations import LinksMutation
from apps.links.schema.queries import LinksQuery
from apps.links.schema.relay import RelayMutation, RelayQuery
from apps.links.schema.subscriptions import LinksSubscription

__all__ = ["LinksMutation", "LinksQuery", "LinksSubscription", "RelayMutation", "RelayQuery"]
