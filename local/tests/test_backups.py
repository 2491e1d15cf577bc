"""Real servers: what was backed up is what is there after it was restored."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio

from local.backing_services import BackingServices, wait_until_running
from local.backups import restore_backup, write_backup
from local.console import UserError
from local.process import Process
from local.rehearsal.__main__ import check_rows, newest_backup, rehearse, user_ids
from local.rehearsal.rows import rows_in_database
from local.tests.stored_data import content, demo_data

NOW = datetime(2026, 11, 30, tzinfo=UTC)

pytestmark = pytest.mark.asyncio(loop_scope="module")


class PostgresAlone(BackingServices):
    """Only Postgres, which backups need."""

    def processes(self, hear: Callable[[str, str], None]) -> list[Process]:
        return [each for each in super().processes(hear) if each.name == "postgres"]

    def is_running(self) -> bool:
        return self.postgres.answers()


@asynccontextmanager
async def running_postgres(home: Path, *, durable: bool = False) -> AsyncIterator[BackingServices]:
    services = PostgresAlone(home, durable=durable)
    processes = services.processes(lambda name, line: None)
    try:
        await processes[0].start()
        await wait_until_running(services, processes)
        yield services
    finally:
        await processes[0].stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def old(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BackingServices]:
    """Run Postgres with demo data, which tests do not change."""
    async with running_postgres(tmp_path_factory.mktemp("old")) as services:
        await asyncio.to_thread(demo_data, services)
        yield services


def files(services: BackingServices) -> dict[str, bytes]:
    return {
        str(path.relative_to(services.media)): path.read_bytes()
        for path in services.media.rglob("*")
        if path.is_file()
    }


async def test_restored_backup_equals_the_original(old: BackingServices, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar"
    write_backup(services=old, archive=archive)
    before = (content(old.postgres), files(old))
    assert len(before[0]["statements_transaction"]) > 100  # sample: statements
    assert before[0]["sequences"]
    assert before[1]["private/statement.csv"] == b"Date,Amount\n\xff"

    async with running_postgres(tmp_path / "new", durable=True) as new:
        restore_backup(services=new, archive=archive)
        assert (content(new.postgres), files(new)) == before

        # What came later is gone after another time, and nothing is there twice.
        with psycopg.connect(new.postgres.url) as connection:
            connection.execute("CREATE TABLE later AS SELECT 1")
        (new.media / "later.txt").touch()
        restore_backup(services=new, archive=archive)
        assert (content(new.postgres), files(new)) == before


@pytest.mark.parametrize("bad", ["missing", "no archive", "broken dump"])
async def test_restore_rejects_an_invalid_archive(
    old: BackingServices, tmp_path: Path, bad: str
) -> None:
    archive = tmp_path / "bad.tar"
    before = (content(old.postgres), files(old))
    if bad == "no archive":
        archive.write_text("Date,Amount\n")
    elif bad == "broken dump":
        write_backup(services=old, archive=archive)
        archive.write_bytes(archive.read_bytes().replace(b"PGDMP", b"PGDIM"))

    with pytest.raises(UserError):
        restore_backup(services=old, archive=archive)

    assert (content(old.postgres), files(old)) == before


async def test_rehearsal_checks_rows_and_login_and_replays_erasures(
    old: BackingServices, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "backup.tar"
    write_backup(services=old, archive=archive)
    with psycopg.connect(old.postgres.url) as connection:
        (erased,) = connection.execute(
            "SELECT max(id) FROM accounts_user WHERE NOT is_superuser"
        ).fetchone() or (0,)
    copy = tmp_path / "copy"
    copy.mkdir()

    seconds = await rehearse(archive, home=copy, current=user_ids(old) - {erased})

    assert seconds > 0
    printed = capfd.readouterr().out
    assert "erasures since the backup: 1" in printed
    assert "login" in printed
    async with running_postgres(copy) as restored:
        assert user_ids(restored) == user_ids(old) - {erased}


async def test_rehearsal_finds_missing_rows(old: BackingServices, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar"
    write_backup(services=old, archive=archive)
    assert check_rows(archive, old) == rows_in_database(old.postgres)

    with psycopg.connect(old.postgres.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE later AS SELECT 1")
        write_backup(services=old, archive=archive)
        connection.execute("DROP TABLE later")
    with pytest.raises(UserError, match=r"incomplete: later\."):
        check_rows(archive, old)


def make_archive(home: Path, name: str, *, age: timedelta) -> Path:
    archive = home / "backups" / name
    archive.parent.mkdir(exist_ok=True)
    archive.touch()
    written = (NOW - age).timestamp()
    os.utime(archive, (written, written))
    return archive


async def test_newest_backup_is_rehearsed(tmp_path: Path) -> None:
    make_archive(tmp_path, "a.tar", age=timedelta(days=9))
    newest = make_archive(tmp_path, "b.tar", age=timedelta(days=7))

    assert newest_backup(tmp_path, now=NOW) == (newest, timedelta(days=7))


async def test_rehearsal_requires_a_recent_backup(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no backup"):
        newest_backup(tmp_path, now=NOW)
    make_archive(tmp_path, "a.tar", age=timedelta(days=9))
    with pytest.raises(UserError, match=r"a\.tar, is 9 days old"):
        newest_backup(tmp_path, now=NOW)
