"""Public id and handle of users, without loading their full rows."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

# For lists of hundreds of users: creating model instances takes five times as long.
QUERY = "SELECT id, handle FROM accounts_user WHERE id = ANY(%s)"


class UserSummary(NamedTuple):
    """Public data of a user."""

    id: int
    handle: str


def get_user_summaries(keys: Iterable[int | None]) -> dict[int, UserSummary]:
    """Return {user id: summary}; unknown ids are left out."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [list({key for key in keys if key is not None})])
        return {key: UserSummary(key, handle) for key, handle in cursor.fetchall()}
