"""Real servers: what was backed up is what is there after it was restored."""

import asyncio
import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest

from local.backups import restore_backup, write_backup
from local.checkout import BACKEND, PYTHON
from local.environment import backend_environment
from local.postgres import Postgres
from local.stores import Stores, running_stores
from local.terminal import RefusedError


def demo_data(stores: Stores) -> None:
    environment = backend_environment(
        {**stores.environment(), "EMAIL_URL": "memorymail://"},
        settings="development",
        site_url="http://localhost",
    )
    for command in ("migrate", "demo"):
        subprocess.run(
            [PYTHON, "manage.py", command], cwd=BACKEND, env=environment, check=True, stdout=-3
        )
    private = stores.media / "private"
    private.mkdir(parents=True, exist_ok=True)
    (private / "statement.csv").write_bytes(b"Date,Amount\n\xff")


def content(postgres: Postgres) -> dict[str, list[Any]]:
    """Every table's rows, and where every sequence stands."""
    with psycopg.connect(postgres.url) as connection:
        names = [
            str(name)
            for (name,) in connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            )
        ]
        rows: dict[str, list[Any]] = {
            name: connection.execute(
                f'SELECT t::text FROM "{name}" t ORDER BY 1'.encode()  # noqa: S608
            ).fetchall()
            for name in names
        }
        rows["sequences"] = connection.execute(
            "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"
        ).fetchall()
    return rows


def files(stores: Stores) -> dict[str, bytes]:
    return {
        str(path.relative_to(stores.media)): path.read_bytes()
        for path in stores.media.rglob("*")
        if path.is_file()
    }


async def test_a_backup_restored_into_an_empty_database_is_what_was_there(tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar"
    async with running_stores(tmp_path / "old") as old:
        await asyncio.to_thread(demo_data, old)
        write_backup(stores=old, archive=archive)
        before = (content(old.postgres), files(old))
    assert len(before[0]["statements_transaction"]) > 100
    assert before[0]["sequences"]
    assert before[1]["private/statement.csv"] == b"Date,Amount\n\xff"

    async with running_stores(tmp_path / "new", durable=True) as new:
        restore_backup(stores=new, archive=archive)
        assert (content(new.postgres), files(new)) == before

        # What came later is gone after another time, and nothing is there twice.
        with psycopg.connect(new.postgres.url) as connection:
            connection.execute("CREATE TABLE later AS SELECT 1")
        (new.media / "later.txt").touch()
        restore_backup(stores=new, archive=archive)
        assert (content(new.postgres), files(new)) == before


@pytest.mark.parametrize("bad", ["missing", "no archive", "broken dump"])
async def test_what_is_no_backup_changes_nothing(tmp_path: Path, bad: str) -> None:
    archive = tmp_path / "bad.tar"
    async with running_stores(tmp_path / "home") as stores:
        with psycopg.connect(stores.postgres.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        stores.media.mkdir()
        (stores.media / "kept.txt").touch()
        if bad == "no archive":
            archive.write_text("Date,Amount\n")
        elif bad == "broken dump":
            write_backup(stores=stores, archive=archive)
            archive.write_bytes(archive.read_bytes().replace(b"PGDMP", b"PGDIM"))

        with pytest.raises(RefusedError):
            restore_backup(stores=stores, archive=archive)

        with psycopg.connect(stores.postgres.url) as connection:
            assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
        assert files(stores) == {"kept.txt": b""}
