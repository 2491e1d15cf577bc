"""`python -m local.backups backup|restore FILE`: the database and uploaded files in one archive.

The queues are left out, as their tasks are short-lived.
"""

import asyncio
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from psycopg import sql

from local.backing_services import BackingServices, running_services
from local.console import echo, fail, run, step
from local.paths import HOME
from local.postgres import BINARIES, DATABASE, USER, Postgres
from local.single_instance import single_instance

DUMP = "database.dump"
MEDIA = "media"
RESTORED = f"{DATABASE}_restored"


def backup(file: str) -> None:
    """Write a backup, also while the application runs."""
    archive = Path(file).resolve() if file else new_archive(HOME)
    if not (HOME / "postgres").exists():
        fail("There is no data yet.", "Start the application first: make up")
    with step("backup"):
        services = BackingServices(HOME, durable=True)
        if services.postgres.answers():
            write_backup(services=services, archive=archive)
        else:
            with single_instance(HOME, "make backup"):
                asyncio.run(_start_and_write(archive))
    echo(f"    {archive} ({archive.stat().st_size / 1e6:.1f} MB)\n    Restore: make restore FILE=…")


def restore(file: str) -> None:
    """Replace the data with a backup; the present data is backed up first."""
    if not file:
        kept = sorted((HOME / "backups").glob("*.tar"))
        example = kept[-1] if kept else ".local/backups/….tar"
        fail("The backup to restore is missing.", f"make restore FILE={example}")
    # Fails while the application runs.
    with single_instance(HOME, "make restore"):
        before = asyncio.run(_start_and_restore(Path(file).resolve()))
    echo(f"    The previous data is in {before}\n    Next: make up")


def new_archive(home: Path) -> Path:
    """Return the timestamped path of the next backup."""
    return home / "backups" / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}.tar"


def write_backup(*, services: BackingServices, archive: Path) -> None:
    """Write the database as of one moment, then the files.

    Files uploaded meanwhile are not referenced by any row. The archive has its name once complete.
    """
    archive.parent.mkdir(parents=True, exist_ok=True)
    unfinished = archive.with_suffix(".new")
    with TemporaryDirectory(dir=archive.parent) as folder:
        dump = Path(folder) / DUMP
        _run(services.postgres, "pg_dump", "--format=custom", f"--file={dump}", DATABASE)
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w") as tar:
            tar.add(dump, DUMP)
            if services.media.exists():
                tar.add(services.media, MEDIA)
    unfinished.rename(archive)


def restore_backup(*, services: BackingServices, archive: Path) -> None:
    """Replace the data, which is kept until the whole archive has been read.

    Nothing else may use the services. Raise UserError if the archive is no backup.
    """
    with TemporaryDirectory(dir=services.home) as name:
        folder = Path(name)
        with _opened(archive) as tar:
            tar.extractall(folder, filter="data")
        restore_database(postgres=services.postgres, dump=folder / DUMP)
        (folder / MEDIA).mkdir(exist_ok=True)
        shutil.rmtree(services.media, ignore_errors=True)
        (folder / MEDIA).rename(services.media)


def restore_database(*, postgres: Postgres, dump: Path) -> None:
    """Replace the database, once the whole dump has been read into another one."""
    with postgres.connect_administrator() as connection:
        connection.execute(_statement("DROP DATABASE IF EXISTS {}", RESTORED))
        connection.execute(_statement("CREATE DATABASE {}", RESTORED))
    _run(
        postgres,
        "pg_restore",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={RESTORED}",
        str(dump),
    )
    with postgres.connect_administrator() as connection:
        connection.execute(_statement("DROP DATABASE {} WITH (FORCE)", DATABASE))
        connection.execute(_statement("ALTER DATABASE {} RENAME TO {}", RESTORED, DATABASE))


async def _start_and_write(archive: Path) -> None:
    async with running_services(HOME, durable=True) as services:
        write_backup(services=services, archive=archive)


async def _start_and_restore(archive: Path) -> Path:
    before = new_archive(HOME)
    async with running_services(HOME, durable=True) as services:
        with step("backup of what is there"):
            write_backup(services=services, archive=before)
        with step("restore"):
            restore_backup(services=services, archive=archive)
    return before


@contextmanager
def _opened(archive: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(archive, "r:") as tar:
            tar.getmember(DUMP)
            yield tar
    except FileNotFoundError:
        fail(f"{archive} not found.", "Backups are in .local/backups.")
    except (tarfile.TarError, KeyError) as error:
        fail(f"{archive} is not a backup: {error}.", "Use an archive written by `make backup`.")


def _run(postgres: Postgres, program: str, *arguments: str) -> None:
    done = subprocess.run(
        [BINARIES / program, *arguments],
        env={
            "PATH": os.environ["PATH"],
            "PGHOST": "127.0.0.1",
            "PGPORT": str(postgres.port),
            "PGUSER": USER,
            "PGPASSWORD": postgres.password,
        },
        capture_output=True,
        text=True,
    )
    if done.returncode:
        fail(f"{program} failed: {done.stderr.strip()}", "Nothing was changed.")


def _statement(text: str, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*map(sql.Identifier, names))


def main() -> None:
    action, file = sys.argv[1:]
    {"backup": backup, "restore": restore}[action](file)


if __name__ == "__main__":
    run(main)
