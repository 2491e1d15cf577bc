"""Two migrations of one database, in two real processes."""

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

from apps.core import migrating
from apps.core.migrating import KEY, alone

WAITING = "Another process migrates this database: waiting until it has ended."
HOLD = """
import django
django.setup()
from django.db import connection
from apps.core.migrating import alone
with alone(connection, say=print):
    print("holds", flush=True)
    input()
"""
SECONDS = 30

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Of Python, on this test's database."""
    given = connection.settings_dict
    address = f"{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
    started = subprocess.Popen(
        [sys.executable, "-u", *arguments],
        cwd=settings.BACKEND,
        env={**os.environ, "DATABASE_URL": f"postgres://{address}/{given['NAME']}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


@contextmanager
def holder() -> Iterator[subprocess.Popen[str]]:
    """A process that migrates, as far as others can see, until it is sent a line."""
    with process("-c", HOLD) as started:
        assert line_of(started) == "holds"
        yield started


def is_held() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND (classid::bigint << 32) + objid::bigint = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [KEY],
        )
        return bool(cursor.fetchone()[0])


def is_released() -> bool:
    """Postgres lets go of it a moment after the session that held it has said goodbye."""
    deadline = monotonic() + 60
    while is_held() and monotonic() < deadline:
        sleep(0.02)
    return not is_held()


def line_of(running: subprocess.Popen[str]) -> str:
    assert running.stdout
    return running.stdout.readline().strip()


def test_a_second_one_waits_until_the_first_has_ended() -> None:
    with holder() as first, process("manage.py", "migrate", "--noinput") as second:
        assert line_of(second) == WAITING
        assert second.poll() is None

        said, _ = first.communicate("\n", timeout=SECONDS)
        said, _ = second.communicate(timeout=SECONDS)

        assert "No migrations to apply." in said
        assert (first.returncode, second.returncode) == (0, 0)
    assert not is_held()


def test_a_killed_one_holds_nobody_up() -> None:
    with holder() as first, process("manage.py", "migrate", "--noinput") as second:
        assert line_of(second) == WAITING

        first.kill()

        said, _ = second.communicate(timeout=SECONDS)
        assert "No migrations to apply." in said
        assert second.returncode == 0


def test_who_waits_does_not_hold_up_an_index_that_is_built_concurrently() -> None:
    with holder(), process("manage.py", "migrate", "--noinput") as second:
        assert line_of(second) == WAITING
        with connection.cursor() as cursor:
            # It waits for every snapshot that is older than itself.
            cursor.execute("SET statement_timeout = '10s'")
            cursor.execute("CREATE INDEX CONCURRENTLY slow ON django_migrations (applied)")
            cursor.execute("DROP INDEX slow")
            cursor.execute("RESET statement_timeout")


def test_it_is_held_though_django_connects_anew() -> None:
    with alone(connection, say=print):
        assert is_held()
        connection.close()
        assert is_held()
    assert is_released()


def test_a_failed_one_leaves_it() -> None:
    with pytest.raises(ZeroDivisionError), alone(connection, say=print):
        raise ZeroDivisionError
    assert is_released()


def test_nobody_waits_who_is_alone(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("migrate", verbosity=0)

    assert capsys.readouterr().out == ""


def test_a_table_that_somebody_keeps_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "SECONDS_FOR_A_TABLE", 1)
    with closing(connection.copy()) as somebody, somebody.cursor() as cursor:
        somebody.set_autocommit(False)
        cursor.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")

        with pytest.raises(CommandError, match="not to be had within 1 seconds"):
            call_command("migrate", verbosity=0)

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
