"""Data of the demo in a database, and all that a database contains."""

import os
import subprocess
from typing import Any

import psycopg

from local.backing_services import BackingServices
from local.environment import backend_environment
from local.paths import BACKEND, PYTHON
from local.postgres import Postgres

DEMO_DATA = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate")
call_command("demo")
"""


def demo_data(services: BackingServices) -> None:
    environment = backend_environment(
        {
            **services.environment(),
            "REDIS_URL": os.environ["REDIS_URL"],
            "EMAIL_URL": "memorymail://",
        },
        settings="development",
        site_url="http://localhost",
    )
    subprocess.run([PYTHON, "-c", DEMO_DATA], cwd=BACKEND, env=environment, check=True, stdout=-3)
    private = services.media / "private"
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
