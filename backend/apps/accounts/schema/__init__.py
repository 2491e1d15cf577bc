"""The accounts' part of the GraphQL schema: the names are those of the GraphQL tutorial."""

from apps.accounts.schema.mutations import AccountsMutation
from apps.accounts.schema.queries import AccountsQuery
from apps.accounts.schema.types import UserType, viewer_of

__all__ = ["AccountsMutation", "AccountsQuery", "UserType", "viewer_of"]
