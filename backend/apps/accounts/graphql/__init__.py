"""GraphQL schema of accounts. Its names are those of the GraphQL tutorial."""

from apps.accounts.graphql.mutations import AccountsMutation
from apps.accounts.graphql.queries import AccountsQuery
from apps.accounts.graphql.types import UserType, get_viewer

__all__ = ["AccountsMutation", "AccountsQuery", "UserType", "get_viewer"]
