"""One migration of a database at a time, and none that holds up those who use it."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.errors import LockNotAvailable

KEY = int.from_bytes(b"migrate")
"""Of the advisory lock, which belongs to one database."""
SECONDS_BETWEEN_TRIES = 1.0
SECONDS_FOR_A_TABLE = 10
"""Whoever comes after a migration that waits for a table, waits for both."""


class HeldUpError(Exception):
    """Says what is to be done."""


@contextmanager
def alone(connection: BaseDatabaseWrapper, *, say: Callable[[str], object]) -> Iterator[None]:
    """Nobody else in the block on this database, or waits until the other one has left it, or died.

    The lock is a session's of its own: Django may close the given one in between.
    """
    with closing(connection.copy()) as session, session.cursor() as cursor:
        waits = False
        while True:
            # Tried anew, not waited for within a statement: its snapshot would hold up whoever
            # builds an index concurrently, who then waits for us.
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
            if cursor.fetchone() == (True,):
                break
            if not waits:
                waits = True
                say("Another process migrates this database: waiting until it has ended.")
            time.sleep(SECONDS_BETWEEN_TRIES)
        yield


@contextmanager
def impatient(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Raises HeldUpError where a table is kept by somebody else's transaction for too long."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{SECONDS_FOR_A_TABLE}s'")
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise HeldUpError(
                f"A table was not to be had within {SECONDS_FOR_A_TABLE} seconds: another"
                " transaction keeps it. The migration that wanted it changed nothing; run migrate"
                " again."
            ) from error
        raise
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")
