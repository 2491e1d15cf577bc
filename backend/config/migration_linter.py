"""Which migrations would break the release that still runs while they are applied, or hold it up.

Squawk reads the SQL that Django sends to Postgres, and a problem is shown where it was found.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

SQUAWK = Path(sys.executable).with_name("squawk")
POSTGRES = "17"
NOT_ASKED = (
    # Django's choice of types.
    "prefer-text-field",
    "prefer-bigint-over-int",
    # `manage.py migrate` gives up on a lock by itself.
    "require-lock-timeout",
    "require-statement-timeout",
)
ACKNOWLEDGED = {
    # Before the first release: what they held are sessions of ours since.
    ("accounts.0002_accounts", "ban-drop-table"),
    # Room for two more characters: Postgres rewrites nothing for a longer varchar.
    ("statements.0002_any_bank", "changing-column-type"),
    # A vote is 1 or -1, and a constraint says so.
    ("links.0001_initial", "prefer-bigint-over-smallint"),
    # Alone in its migration; what a failure leaves is said in documentation/migrations.md.
    ("statements.0004_merchants", "prefer-robust-stmts"),
}
"""Migration and rule, with the reason why it may be."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    migration: str
    rule: str
    message: str
    help: str
    statement: str

    @property
    def is_acknowledged(self) -> bool:
        return (self.migration, self.rule) in ACKNOWLEDGED


def migrations() -> dict[str, str]:
    """Those of our applications: their names, and the SQL that they are."""
    loader = MigrationLoader(connection, replace_migrations=False)
    return {
        f"{app}.{name}": _sql_of(loader, loader.disk_migrations[app, name])
        for app, name in sorted(loader.disk_migrations)
        if loader.disk_migrations[app, name].__module__.startswith("apps.")
    }


def _sql_of(loader: MigrationLoader, migration: Migration) -> str:
    sql = "\n".join(loader.collect_sql([(migration, False)]))
    return f"BEGIN;\n{sql}\nCOMMIT;\n" if migration.atomic else sql


def problems(migrations: Mapping[str, str]) -> Iterator[Problem]:
    """In the SQL of each, by its name."""
    with TemporaryDirectory() as folder:
        files = {str(Path(folder) / f"{name}.sql"): name for name in migrations}
        for file, name in files.items():
            Path(file).write_text(migrations[name])
        done = subprocess.run(
            [
                SQUAWK,
                "--reporter=json",
                f"--pg-version={POSTGRES}",
                f"--exclude={','.join(NOT_ASKED)}",
                *files,
            ],
            capture_output=True,
            text=True,
        )
        if done.stderr:
            raise RuntimeError(done.stderr)
        for found in json.loads(done.stdout):
            lines = Path(found["file"]).read_text().splitlines()
            yield Problem(
                migration=files[found["file"]],
                rule=found["rule_name"],
                message=found["message"],
                help=found["help"] or "",
                statement=lines[found["line"]],
            )
