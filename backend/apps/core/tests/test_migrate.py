"""Concurrent migrations of one database, in two processes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from time import monotonic, sleep

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from apps.core.postgres import migration_lock
from apps.core.postgres.migration_lock import LOCK_KEY, exclusive_migration
from local.process import kill_with_parent

WAITING = "Another process is migrating this database. Waiting until it ends."
HOLD_LOCK = """
import os
from django.conf import settings
from config.settings.stores import database
settings.configure(DATABASES={"default": database(url=os.environ["DATABASE_URL"])})
from django.db import connection
from apps.core.postgres.migration_lock import exclusive_migration
with exclusive_migration(connection, say=print):
    print("holds", flush=True)
    input()
"""
SECONDS = 30

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run Python on this test's database."""
    given = connection.settings_dict
    location = f"{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
    started = subprocess.Popen(
        [sys.executable, "-u", *arguments],
        cwd=settings.BACKEND,
        env={**os.environ, "DATABASE_URL": f"postgres://{location}/{given['NAME']}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=kill_with_parent(),
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


@contextmanager
def holder() -> Iterator[subprocess.Popen[str]]:
    """Run a process that holds the migration lock until it is sent a line."""
    with process("-c", HOLD_LOCK) as started:
        assert line_of(started) == "holds"
        yield started


def is_held() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND (classid::bigint << 32) + objid::bigint = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [LOCK_KEY],
        )
        return bool(cursor.fetchone()[0])


def is_released() -> bool:
    """Return whether the lock is released; Postgres does so shortly after its session ended."""
    deadline = monotonic() + 60
    while is_held() and monotonic() < deadline:
        sleep(0.02)
    return not is_held()


def line_of(running: subprocess.Popen[str]) -> str:
    assert running.stdout
    return running.stdout.readline().strip()


def test_second_migration_waits_without_blocking_index_build() -> None:
    with holder() as first, process("manage.py", "migrate", "--noinput") as second:
        assert line_of(second) == WAITING
        assert second.poll() is None

        with connection.cursor() as cursor:
            # It waits for all older snapshots, and would wait for one of `second`.
            cursor.execute("SET statement_timeout = '10s'")
            cursor.execute("CREATE INDEX CONCURRENTLY slow ON django_migrations (applied)")
            cursor.execute("DROP INDEX slow")
            cursor.execute("RESET statement_timeout")

        output, _ = first.communicate("\n", timeout=SECONDS)
        output, _ = second.communicate(timeout=SECONDS)

        assert "No migrations to apply." in output
        assert (first.returncode, second.returncode) == (0, 0)
    assert not is_held()


def test_killed_migration_releases_lock() -> None:
    with holder() as first, process("-c", HOLD_LOCK) as second:
        assert line_of(second) == WAITING

        first.kill()

        assert line_of(second) == "holds"


def test_lock_survives_reconnect() -> None:
    with exclusive_migration(connection, say=print):
        assert is_held()
        connection.close()
        assert is_held()
    assert is_released()


def test_failed_migration_releases_lock() -> None:
    with pytest.raises(ZeroDivisionError), exclusive_migration(connection, say=print):
        raise ZeroDivisionError
    assert is_released()


def test_single_migration_does_not_wait(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("migrate", verbosity=0)

    assert capsys.readouterr().out == ""


def test_migration_fails_when_table_stays_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migration_lock, "TABLE_LOCK_TIMEOUT_SECONDS", 1)
    with closing(connection.copy()) as other, other.cursor() as cursor:
        other.set_autocommit(False)
        cursor.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")

        with pytest.raises(CommandError, match="not available within 1 seconds"):
            call_command("migrate", verbosity=0)

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
