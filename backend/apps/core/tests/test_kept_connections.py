"""A connection is used again by the next request, and is gone when there is none for a while."""

import subprocess
import sys
import time
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from apps.core.postgres.keeping import keep_connections

pytestmark = pytest.mark.django_db

TWO_REQUESTS = """
from config.wsgi import application
from django.core.signals import request_finished, request_started
from django.db import connection

print(connection.connection)
for _ in range(2):
    request_started.send(None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        print(cursor.fetchone()[0])
    request_finished.send(None)
"""


@pytest.fixture
def kept() -> Iterator[DatabaseWrapper]:
    given = deepcopy(connection.settings_dict)
    keep_connections(given, idle=1)
    own = DatabaseWrapper(given, connection.alias)
    yield own
    own.close()


def session(database: DatabaseWrapper) -> int:
    """Which process of Postgres answers a request."""
    database.close_if_unusable_or_obsolete()
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        number: int = cursor.fetchone()[0]
    database.close_if_unusable_or_obsolete()
    return number


def is_there(number: int) -> bool:
    with connection.cursor() as cursor:
        # A transaction, such as the test's, sees what it has seen.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [number])
        return bool(cursor.fetchone()[0])


def test_the_next_request_uses_it_again(kept: DatabaseWrapper) -> None:
    assert session(kept) == session(kept)


def test_one_that_nobody_uses_is_closed_and_nobody_notices(kept: DatabaseWrapper) -> None:
    first = session(kept)
    deadline = time.monotonic() + 60
    while is_there(first):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    second = session(kept)
    assert second != first
    assert is_there(second)


def test_what_the_address_says_of_the_session_is_kept() -> None:
    given = {"OPTIONS": {"options": "-c statement_timeout=9s", "sslmode": "require"}}
    keep_connections(given, idle=5)
    assert given["OPTIONS"] == {
        "options": "-c statement_timeout=9s -c idle_session_timeout=5s",
        "sslmode": "require",
    }


def test_the_web_process_keeps_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TWO_REQUESTS],
        cwd=settings.BACKEND,
        capture_output=True,
        check=True,
        text=True,
    )
    loaded, first, second = done.stdout.split()[-3:]
    assert first == second
    # Its workers are forked from where it was loaded, and must not share one.
    assert loaded == "None"
