"""One migration of a database at a time: deployments may overlap, and people are impatient."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

KEY = int.from_bytes(b"migrate")
"""Of the advisory lock, which belongs to one database."""
SECONDS_BETWEEN_TRIES = 1.0


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
