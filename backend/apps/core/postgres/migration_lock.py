"""Locking of migrations: one per database at a time, and none that blocks others for long."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.errors import LockNotAvailable

# Advisory locks are per database.
LOCK_KEY = int.from_bytes(b"migrate")
RETRY_INTERVAL_SECONDS = 1.0
# While a migration waits for a table lock, later queries on the table wait, too.
TABLE_LOCK_TIMEOUT_SECONDS = 10


class LockTimeoutError(Exception):
    """A table lock was not acquired in time; the message says what to do."""


@contextmanager
def exclusive_migration(
    connection: BaseDatabaseWrapper, *, say: Callable[[str], object]
) -> Iterator[None]:
    """Hold the database's migration lock; wait until another process releases it or dies.

    The lock belongs to a session of its own, because Django may close the given connection.
    """
    with closing(connection.copy()) as session, session.cursor() as cursor:
        waits = False
        while True:
            # Polled: a waiting statement has a snapshot, which CREATE INDEX CONCURRENTLY in the
            # other migration would wait for, a deadlock.
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK_KEY])
            if cursor.fetchone() == (True,):
                break
            if not waits:
                waits = True
                say("Another process is migrating this database. Waiting until it ends.")
            time.sleep(RETRY_INTERVAL_SECONDS)
        yield


@contextmanager
def lock_timeout(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Raise LockTimeoutError if another transaction holds a table's lock for too long."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{TABLE_LOCK_TIMEOUT_SECONDS}s'")
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise LockTimeoutError(
                f"A table was not available within {TABLE_LOCK_TIMEOUT_SECONDS} seconds, because"
                " another transaction has locked it. The migration changed nothing. Run migrate"
                " again."
            ) from error
        raise
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")
