"""A backup of this machine's data: the database and the uploaded files, in one archive.

Not the queues: what they hold concerns the moment.
"""

import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from psycopg import sql

from local.postgres import BINARIES, DATABASE, USER, Postgres
from local.stores import Stores
from local.terminal import refuse

DUMP = "database.dump"
MEDIA = "media"
RESTORED = f"{DATABASE}_restored"


def new_archive(home: Path) -> Path:
    """Where the next backup goes, by the time."""
    return home / "backups" / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}.tar"


def write_backup(*, stores: Stores, archive: Path) -> None:
    """The database as of one moment, and then the files: what is uploaded meanwhile is a file that
    no row names. The archive is complete once it has its name."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    unfinished = archive.with_suffix(".new")
    with TemporaryDirectory(dir=archive.parent) as folder:
        dump = Path(folder) / DUMP
        _run(stores.postgres, "pg_dump", "--format=custom", f"--file={dump}", DATABASE)
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w") as tar:
            tar.add(dump, DUMP)
            if stores.media.exists():
                tar.add(stores.media, MEDIA)
    unfinished.rename(archive)


def restore_backup(*, stores: Stores, archive: Path) -> None:
    """In place of what is there, which stays as it is until all of the archive has been read.

    Nothing else may use the stores. Raises RefusedError for an archive that is none.
    """
    with TemporaryDirectory(dir=stores.home) as name:
        folder = Path(name)
        with _opened(archive) as tar:
            tar.extractall(folder, filter="data")
        with stores.postgres.administrator() as connection:
            connection.execute(_statement("DROP DATABASE IF EXISTS {}", RESTORED))
            connection.execute(_statement("CREATE DATABASE {}", RESTORED))
        _run(
            stores.postgres,
            "pg_restore",
            "--exit-on-error",
            "--single-transaction",
            f"--dbname={RESTORED}",
            str(folder / DUMP),
        )
        (folder / MEDIA).mkdir(exist_ok=True)
        with stores.postgres.administrator() as connection:
            connection.execute(_statement("DROP DATABASE {} WITH (FORCE)", DATABASE))
            connection.execute(_statement("ALTER DATABASE {} RENAME TO {}", RESTORED, DATABASE))
        shutil.rmtree(stores.media, ignore_errors=True)
        (folder / MEDIA).rename(stores.media)


@contextmanager
def _opened(archive: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(archive, "r:") as tar:
            tar.getmember(DUMP)
            yield tar
    except FileNotFoundError:
        refuse(f"There is no {archive}.", "Backups lie in .local/backups.")
    except (tarfile.TarError, KeyError) as error:
        refuse(f"{archive} is no backup: {error}.", "Name one that `make backup` wrote.")


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
        refuse(f"{program} failed: {done.stderr.strip()}", "Nothing was changed.")


def _statement(text: str, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*map(sql.Identifier, names))
