"""A separate database for a benchmark."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

MANAGE = (sys.executable, str(Path(__file__).resolve().parents[1] / "backend" / "manage.py"))


@contextmanager
def database(name: str) -> Iterator[str]:
    """Create an empty database for the block; return its URL."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    identifier = sql.Identifier(name)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(identifier))
        try:
            yield parts._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(identifier))


@contextmanager
def application(name: str) -> Iterator[tuple[Path, str, dict[str, str]]]:
    """Yield a folder, the URL of a migrated database, and the environment variables for both."""
    with TemporaryDirectory() as folder, database(name) as url:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings.base",
            "SITE_URL": "http://127.0.0.1",
            "MEDIA_ROOT": folder,
        }
        migrate(environment)
        yield Path(folder), url, environment


def migrate(environment: dict[str, str]) -> None:
    subprocess.run([*MANAGE, "migrate", "--verbosity=0"], env=environment, check=True)


def output_of(code: str, environment: dict[str, str]) -> str:
    """Return the output of code that runs in a process with the application loaded."""
    shell = [*MANAGE, "shell", "--verbosity=0", "--command", code]
    done = subprocess.run(shell, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout
