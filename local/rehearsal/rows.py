"""Numbers of rows: those that an archive contains, and those that a database has."""

import re
import subprocess
import tarfile
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql

from local.backups import DUMP
from local.postgres import BINARIES, Postgres


def rows_in_archive(archive: Path, *, folder: Path) -> dict[str, int]:
    """Return {table: rows}, from the dump itself and not from a database."""
    counts: Counter[str] = Counter()
    with TemporaryDirectory(dir=folder) as name:
        with tarfile.open(archive, "r:") as tar:
            tar.extract(DUMP, name, filter="data")
        dump = str(Path(name) / DUMP)
        command = [str(BINARIES / "pg_restore"), "--data-only", "--file=-", dump]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reading:
            assert reading.stdout is not None
            table = ""
            for line in reading.stdout:
                if table and line != "\\.\n":
                    counts[table] += 1
                elif table:
                    table = ""
                elif begun := re.match(r'COPY public\."?(\w+)"? ', line):
                    table = begun[1]
                    counts[table] += 0
        if reading.returncode:
            raise subprocess.CalledProcessError(reading.returncode, command)
    return dict(counts)


def rows_in_database(postgres: Postgres) -> dict[str, int]:
    with psycopg.connect(postgres.url) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        counts = {}
        for (name,) in names.fetchall():
            query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
            (count,) = connection.execute(query).fetchone() or (0,)
            counts[name] = int(count)
    return counts
