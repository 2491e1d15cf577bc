"""`make test-previous`: run the previous release's tests on this checkout's schema.

During a deployment, and after a rollback, the previous release's code runs on the new schema.
Started by `local.run_with_services`.
"""

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg
from psycopg import sql

from local.console import echo, fail, run, step
from local.paths import BACKEND, HOME, PYTHON, ROOT, SCALING_PACKAGE, VENV

FOLDER = HOME / "previous"
# The database name of the tests; each process adds its own name.
DATABASE = "test_app"
PROCESSES = ("gw0", "gw1")
PRINT_TABLES = (
    "from django.db import connection; print(*connection.introspection.django_table_names())"
)
# Of tables that are not among the given ones.
FOREIGN_KEYS = """
SELECT relname, conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE contype = 'f' AND relname <> ALL(%s)
"""


def main() -> None:
    wanted = [argument for argument in sys.argv[1:] if argument]
    reference = wanted[0] if wanted else previous_release(ROOT)
    with step(f"the code of {reference}"):
        unpack(reference, repository=ROOT, folder=FOLDER)
    with step("the schema of this checkout"):
        _make_databases(os.environ["DATABASE_URL"])
    echo()
    sys.exit(_test())


def previous_release(repository: Path) -> str:
    """Return the newest tag `v*` before this commit, or the commit before if there is none."""
    found = _git(repository, "describe", "--tags", "--abbrev=0", "--match=v*", "HEAD^")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    if _git(repository, "rev-parse", "--verify", "--quiet", "HEAD^").returncode:
        fail("The previous commit is not in this clone.", "git fetch --unshallow --tags")
    return "HEAD^"


def unpack(reference: str, *, repository: Path, folder: Path) -> None:
    """Unpack the release without its history, and link this checkout's packages."""
    archive = _git(repository, "archive", reference)
    if archive.returncode:
        said = archive.stderr.decode().strip()
        fail(f"{reference} not found: {said}", "git fetch --unshallow --tags")
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter="data")
    (folder / VENV.name).symlink_to(VENV)


def _make_databases(url: str) -> None:
    """Create a database with this checkout's migrations, and a copy for each test process."""
    server, _, _ = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        for name in (DATABASE, *(f"{DATABASE}_{process}" for process in PROCESSES)):
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        subprocess.run(
            [PYTHON, "manage.py", "migrate", "--verbosity=0"],
            cwd=BACKEND,
            env={**os.environ, "DATABASE_URL": f"{server}/{DATABASE}"},
            check=True,
        )
        _drop_unknown_foreign_keys(f"{server}/{DATABASE}")
        for process in PROCESSES:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(f"{DATABASE}_{process}"), sql.Identifier(DATABASE)
                )
            )


def _drop_unknown_foreign_keys(url: str) -> None:
    """Drop the foreign keys of tables that the previous release does not have.

    Its tests truncate their tables, which these would prevent.
    """
    printed = subprocess.run(
        [PYTHON, "manage.py", "shell", "--no-imports", "--command", PRINT_TABLES],
        cwd=FOLDER / "backend",
        env={**os.environ, "DATABASE_URL": url},
        check=True,
        capture_output=True,
        text=True,
    )
    with psycopg.connect(url) as connection:
        rows = connection.execute(FOREIGN_KEYS, [printed.stdout.split()])
        for table, name in rows.fetchall():
            statement = sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}")
            connection.execute(statement.format(sql.Identifier(table), sql.Identifier(name)))


def _test() -> int:
    package = FOLDER / SCALING_PACKAGE.relative_to(ROOT)
    report = HOME / "reports" / "test-previous.xml"
    pytest = [str(PYTHON), "-m", "pytest", "--quiet", "--no-cov", f"--junitxml={report}"]
    return subprocess.run(
        # The tests use these databases, with their own migrations applied.
        [
            *pytest,
            "-n",
            str(len(PROCESSES)),
            "--reuse-db",
            "-m",
            "not faults and not nightly",
            "backend/apps",
        ],
        cwd=FOLDER,
        # Its own package too, before the one that is installed.
        env={**os.environ, "PYTHONPATH": f"{FOLDER / 'backend'}:{package / 'src'}"},
    ).returncode


def _git(repository: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True)


if __name__ == "__main__":
    run(main)
