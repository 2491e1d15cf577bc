"""`make test-previous`: the release before reads and writes what this one's migrations made.

While a deployment rolls, and after it was rolled back, the code of the release before runs on the
new schema. So its own tests of the applications are run on it. Started by `local.with_stores`.
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

from local.checkout import BACKEND, HOME, PYTHON, ROOT, VENV
from local.terminal import refuse, run, say, step

FOLDER = HOME / "previous"
DATABASE = "test_app"
"""What the tests call it, and that of each process which runs them: with its name."""
PROCESSES = ("gw0", "gw1")


def main() -> None:
    wanted = [argument for argument in sys.argv[1:] if argument]
    reference = wanted[0] if wanted else previous_release(ROOT)
    with step(f"the code of {reference}"):
        unpack(reference, repository=ROOT, folder=FOLDER)
    with step("the schema of this checkout"):
        _make_databases(os.environ["DATABASE_URL"])
    say()
    sys.exit(_test())


def previous_release(repository: Path) -> str:
    """The newest tag `v*` before this commit, or the commit before where there is none yet."""
    found = _git(repository, "describe", "--tags", "--abbrev=0", "--match=v*", "HEAD^")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    if _git(repository, "rev-parse", "--verify", "--quiet", "HEAD^").returncode:
        refuse("There is no commit before this one here.", "git fetch --unshallow --tags")
    return "HEAD^"


def unpack(reference: str, *, repository: Path, folder: Path) -> None:
    """All of it, without its history, and with this checkout's packages."""
    archive = _git(repository, "archive", reference)
    if archive.returncode:
        said = archive.stderr.decode().strip()
        refuse(f"{reference} is not here: {said}", "git fetch --unshallow --tags")
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter="data")
    (folder / VENV.name).symlink_to(VENV)


def _make_databases(url: str) -> None:
    """One that this checkout migrated, and a copy for each process of the tests."""
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
        for process in PROCESSES:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(f"{DATABASE}_{process}"), sql.Identifier(DATABASE)
                )
            )


def _test() -> int:
    report = HOME / "reports" / "test-previous.xml"
    pytest = [str(PYTHON), "-m", "pytest", "--quiet", "--no-cov", f"--junitxml={report}"]
    return subprocess.run(
        # It finds the databases there, and its own migrations applied.
        [*pytest, "-n", str(len(PROCESSES)), "--reuse-db", "-m", "not faults", "backend/apps"],
        cwd=FOLDER,
        env={**os.environ, "PYTHONPATH": str(FOLDER / "backend")},
    ).returncode


def _git(repository: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True)


if __name__ == "__main__":
    run(main)
