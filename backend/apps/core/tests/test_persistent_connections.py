"""Connections are reused by the next request, and closed when idle."""

import subprocess
import sys
import time
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from apps.core.postgres.persistent_connections import keep_connections

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


def test_connections_of_the_tests_are_not_closed_when_idle() -> None:
    """Importing config.wsgi here would end those of tests that calculate for a minute."""
    assert "idle_session_timeout" not in str(settings.DATABASES["default"]["OPTIONS"])


def backend_pid(database: DatabaseWrapper) -> int:
    """Return the id of the Postgres process that serves a request."""
    database.close_if_unusable_or_obsolete()
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid: int = cursor.fetchone()[0]
    database.close_if_unusable_or_obsolete()
    return pid


def is_running(pid: int) -> bool:
    with connection.cursor() as cursor:
        # Within a transaction, such as the test's, Postgres caches the statistics.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [pid])
        return bool(cursor.fetchone()[0])


def test_next_request_reuses_connection(kept: DatabaseWrapper) -> None:
    assert backend_pid(kept) == backend_pid(kept)


def test_idle_connection_is_closed_and_reopened(kept: DatabaseWrapper) -> None:
    first = backend_pid(kept)
    deadline = time.monotonic() + 60
    while is_running(first):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    second = backend_pid(kept)
    assert second != first
    assert is_running(second)


def test_options_of_database_url_are_kept() -> None:
    given = {"OPTIONS": {"options": "-c statement_timeout=9s", "sslmode": "require"}}
    keep_connections(given, idle=5)
    assert given["OPTIONS"] == {
        "options": "-c statement_timeout=9s -c idle_session_timeout=5s",
        "sslmode": "require",
    }


def test_web_process_keeps_connections() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TWO_REQUESTS],
        cwd=settings.BACKEND,
        capture_output=True,
        check=True,
        text=True,
    )
    loaded, first, second = done.stdout.split()[-3:]
    assert first == second
    # Workers are forked after the application is loaded, and must not share a connection.
    assert loaded == "None"
