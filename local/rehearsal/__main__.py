"""`python -m local.rehearsal [FILE]`: restore a backup beside the current data, and check it.

Without FILE the newest backup, which may be at most eight days old. The current data is only read.
"""

import asyncio
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import psycopg

from local.backing_services import BackingServices, running_services
from local.backups import new_archive, restore_backup
from local.console import echo, fail, run, step
from local.environment import backend_environment
from local.paths import BACKEND, HOME, PYTHON
from local.process import run_command
from local.rehearsal.rows import rows_in_archive, rows_in_database
from local.single_instance import single_instance

# A backup a week, and a day to notice that one is missing.
MAX_AGE = timedelta(days=8)


def newest_backup(home: Path, *, now: datetime) -> tuple[Path, timedelta]:
    """Return the newest backup and its age. Raise UserError if it is missing or too old."""
    archives = sorted((home / "backups").glob("*.tar"), key=lambda path: path.stat().st_mtime)
    if not archives:
        fail(f"There is no backup in {new_archive(home).parent}.", "make backup")
    age = now - datetime.fromtimestamp(archives[-1].stat().st_mtime, UTC)
    if age > MAX_AGE:
        fail(f"The newest backup, {archives[-1].name}, is {age.days} days old.", "make backup")
    return archives[-1], age


async def rehearse(archive: Path, *, home: Path, current: set[int] | None) -> float:
    """Restore into the services of an empty `home`, check the copy, and return the seconds.

    `current`: ids of the users that exist now; None if they say nothing about the archive.
    """
    async with running_services(home) as services:
        began = monotonic()
        with step("restore"):
            await asyncio.to_thread(restore_backup, services=services, archive=archive)
        with step("every row of the archive"):
            found = await asyncio.to_thread(check_rows, archive, services)
        with step("migrations"):
            await _run_backend(services, "manage.py", "migrate", "--noinput", "--verbosity=0")
        erased = sorted(user_ids(services) - current) if current is not None else []
        if erased:
            with step(f"erasures since the backup: {len(erased)}"):
                await _run_backend(services, "manage.py", "replay_erasures", *map(str, erased))
        with step("login"):
            address = f"127.0.0.1:{services.postgres.port}"
            await _run_backend(services, "manage.py", "check_restored", address)
        echo(f"    {sum(found.values())} rows in {len(found)} tables")
        return monotonic() - began


def check_rows(archive: Path, services: BackingServices) -> dict[str, int]:
    """Return {table: rows}. Raise UserError if they are not those of the archive."""
    expected = rows_in_archive(archive, folder=services.home)
    found = rows_in_database(services.postgres)
    if incomplete := [name for name, rows in expected.items() if found.get(name) != rows]:
        fail(
            f"These tables are incomplete: {', '.join(incomplete)}.",
            "Restore an older backup: make test-restore FILE=…",
        )
    return found


def user_ids(services: BackingServices) -> set[int]:
    with psycopg.connect(services.postgres.url) as connection:
        return {key for (key,) in connection.execute("SELECT id FROM accounts_user")}


async def _run_backend(services: BackingServices, *arguments: str) -> None:
    environment = backend_environment(
        services.environment(), settings="development", site_url="http://localhost"
    )
    environment |= {"PYTHONPATH": str(BACKEND.parent), "LOG_LEVEL": "WARNING"}
    if await run_command([str(PYTHON), *arguments], folder=BACKEND, environment=environment):
        fail(f"`{' '.join(arguments)}` failed on the restored copy.", "Its output is above.")


async def _current_user_ids() -> set[int] | None:
    if not (HOME / "postgres").exists():
        return None
    services = BackingServices(HOME, durable=True)
    if services.postgres.answers():
        return user_ids(services)
    with single_instance(HOME, "make test-restore"):
        async with running_services(HOME, durable=True) as started:
            return user_ids(started)


def main() -> None:
    given = " ".join(sys.argv[1:])
    now = datetime.now(UTC)
    if given and not Path(given).exists():
        fail(f"{given} not found.", "Backups are in .local/backups.")
    archive, age = (Path(given).resolve(), None) if given else newest_backup(HOME, now=now)
    current = None if given else asyncio.run(_current_user_ids())
    with single_instance(HOME / "test-restore", "make test-restore"):
        copy = HOME / "test-restore" / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        seconds = asyncio.run(rehearse(archive, home=copy, current=current))
        shutil.rmtree(copy)
    echo(f"    {archive.name} ({archive.stat().st_size / 1e6:.1f} MB)")
    if age is not None:
        echo(f"    recovery point: {age.total_seconds() / 3600:.1f} h ago; what came later is lost")
    echo(f"    recovery time:  {seconds:.0f} s, with the checks")


if __name__ == "__main__":
    run(main)
