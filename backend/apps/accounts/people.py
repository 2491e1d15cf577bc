"""Whoever is named beside what they have written: the name alone, not the rest of their row."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

NAMED = "SELECT id, handle FROM accounts_user WHERE id = ANY(%s)"
"""A list has hundreds of them, and to make a model of each takes five times as long."""


class Person(NamedTuple):
    """Somebody as everybody may know them."""

    id: int
    handle: str


def people(keys: Iterable[int | None]) -> dict[int, Person]:
    """Those with these keys, by key; nobody for a key that nobody has."""
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [list({key for key in keys if key is not None})])
        return {key: Person(key, handle) for key, handle in cursor.fetchall()}
