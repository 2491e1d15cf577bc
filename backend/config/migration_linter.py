"""Find migrations that would break or block the release that runs while they are applied.

Squawk checks the SQL that Django sends to Postgres.
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
EXCLUDED_RULES = (
    # Django chooses the types.
    "prefer-text-field",
    "prefer-bigint-over-int",
    # `manage.py migrate` sets both timeouts.
    "require-lock-timeout",
    "require-statement-timeout",
)
# {(migration, rule)} of accepted findings, each with its reason.
ACKNOWLEDGED = {
    # Before the first release; our own sessions have replaced these tables.
    ("accounts.0002_accounts", "ban-drop-table"),
    # sample: statements begin
    # Two more characters: Postgres does not rewrite the table for a longer varchar.
    ("statements.0002_any_bank", "changing-column-type"),
    # Postgres rewrites nothing for a numeric without precision.
    ("statements.0008_three_decimals", "changing-column-type"),
    # Each the only statement of its migration; documentation/migrations.md describes a failure.
    ("statements.0004_merchants", "prefer-robust-stmts"),
    ("statements.0012_deleted_transactions", "prefer-robust-stmts"),
    ("statements.0016_statement_account", "prefer-robust-stmts"),
    ("statements.0018_transaction_category", "prefer-robust-stmts"),
    ("statements.0019_transaction_whole_amount", "prefer-robust-stmts"),
    ("statements.0022_transaction_rare_kind", "prefer-robust-stmts"),
    # The earlier release asks for the rows of an owner or a statement, and finds none without.
    ("statements.0011_undo_changes", "ban-drop-not-null"),
    ("statements.0013_edited_transactions", "ban-drop-not-null"),
    # A table of at most 1,000 rows per user, which only pages of rules and imports read.
    ("statements.0014_categories_and_rules", "require-concurrent-index-deletion"),
    # sample: statements end
    # sample: links begin
    # A vote is 1 or -1, and a constraint says so.
    ("links.0001_initial", "prefer-bigint-over-smallint"),
    # Each the only statement of its migration.
    ("links.0005_link_show", "prefer-robust-stmts"),
    ("links.0006_link_created", "prefer-robust-stmts"),
    ("links.0009_comment_once", "prefer-robust-stmts"),
    # sample: links end
}


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
    """Return the SQL of our applications' migrations by name."""
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
    """Return Squawk's findings by the migration's name."""
    with TemporaryDirectory() as folder:
        files = {str(Path(folder) / f"{name}.sql"): name for name in migrations}
        for file, name in files.items():
            Path(file).write_text(migrations[name])
        done = subprocess.run(
            [
                SQUAWK,
                "--reporter=json",
                f"--pg-version={POSTGRES}",
                f"--exclude={','.join(EXCLUDED_RULES)}",
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
