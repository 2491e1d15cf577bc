"""`python3 -m containers.upgrade_postgres FILE`: move the database to the image's Postgres.

The volume is copied and the copy kept. A container of the former image reads it for a dump, which
is restored into a new volume by the service of FILE. Each step is repeated after an interruption:
the file `state` of the copy says how far it is. Needs nothing but Docker and Python.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from local.console import echo, fail, run, step
from local.paths import HOME

USER = DATABASE = "app"
COPIED, RESTORED = "copied", "restored"
START_TIMEOUT_SECONDS = 60
PSQL = ("psql", "--username", USER, "--no-align", "--tuples-only", "--quiet", DATABASE)
# {table: rows} as lines, of every table.
COUNT_ROWS = r"""
SELECT format('SELECT %L || '' '' || count(*) FROM %I', tablename, tablename)
FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename \gexec
"""


class Volume:
    """The volume of the service `postgres` in a compose file, and its copy."""

    def __init__(self, file: str) -> None:
        self.file = file
        described = json.loads(self.compose("config", "--format", "json"))
        self.image: str = described["services"]["postgres"]["image"]
        self.name: str = described["volumes"]["postgres"]["name"]
        self.repository, _, tag = self.image.partition("@")[0].rpartition(":")
        self.installed = int(re.match(r"\d+", tag)[0])  # type: ignore[index] # of this repository

    def compose(self, *arguments: str, text: str | None = None) -> str:
        return docker("compose", "--file", self.file, *arguments, text=text)

    def major(self) -> int | None:
        """Return the version that wrote the data; None without data."""
        if self.name not in volumes():
            return None
        return int(self._read(self.name, "PG_VERSION") or 0) or None

    def unfinished(self) -> tuple[str, int] | None:
        """Return the copy whose upgrade was interrupted, and its version."""
        for name in volumes():
            match = re.fullmatch(rf"{re.escape(self.name)}-(\d+)", name)
            if match and self._read(name, "state") == COPIED:
                return name, int(match[1])
        return None

    def copy(self, major: int) -> str:
        """Copy the data, and return the copy's name. Raise UserError if there is another one."""
        copy = f"{self.name}-{major}"
        if copy in volumes():
            if self._read(copy, "state") == RESTORED:
                fail(f"The volume {copy} is of a former upgrade.", f"docker volume rm {copy}")
            docker("volume", "rm", copy)
        docker("volume", "create", copy)
        mounts = ["--volume", f"{self.name}:/from:ro", "--volume", f"{copy}:/copy"]
        self._shell(mounts, f"cp -a /from /copy/data && echo {COPIED} > /copy/state")
        return copy

    def write_dump(self, copy: str, major: int, dump: Path) -> str:
        """Write the dump with the former version, and return the number of rows of each table."""
        unfinished = dump.with_suffix(".new")
        dump.parent.mkdir(parents=True, exist_ok=True)
        with self._former(copy, major) as container:
            with unfinished.open("wb") as written:
                options = ("--username", USER, "--format", "custom", DATABASE)
                subprocess.run(
                    ["docker", "exec", container, "pg_dump", *options], stdout=written, check=True
                )
            rows = docker("exec", "--interactive", container, *PSQL, text=COUNT_ROWS)
        unfinished.rename(dump)
        return rows

    def restore(self, dump: Path) -> str:
        """Restore into a new volume, and return the number of rows of each table."""
        if self.name in volumes():
            docker("volume", "rm", self.name)
        self.compose("up", "--detach", "--wait", "postgres")
        options = ("--username", USER, "--dbname", DATABASE, "--exit-on-error")
        with dump.open("rb") as read:
            subprocess.run(
                [
                    *("docker", "compose", "--file", self.file, "exec", "--no-TTY", "postgres"),
                    *("pg_restore", *options, "--single-transaction"),
                ],
                stdin=read,
                check=True,
            )
        return self.compose("exec", "--no-TTY", "postgres", *PSQL, text=COUNT_ROWS)

    def finish(self, copy: str) -> None:
        self._shell(["--volume", f"{copy}:/copy"], f"echo {RESTORED} > /copy/state")

    @contextmanager
    def _former(self, copy: str, major: int) -> Iterator[str]:
        """Run the former version on the copy, and yield the container."""
        container = docker(
            *("run", "--detach", "--rm", "--volume", f"{copy}:/copy", "--env", "PGDATA=/copy/data"),
            f"{self.repository}:{major}",
        ).strip()
        try:
            deadline = time.monotonic() + START_TIMEOUT_SECONDS
            ready = ["docker", "exec", container, "pg_isready", "--quiet", "--host=127.0.0.1"]
            while subprocess.run(ready, stderr=subprocess.DEVNULL).returncode:
                if time.monotonic() > deadline:
                    fail(f"Postgres {major} did not start.", "The data is kept. Try again.")
                time.sleep(0.2)
            yield container
        finally:
            docker("stop", container)

    def _read(self, volume: str, file: str) -> str:
        return self._shell(["--volume", f"{volume}:/read:ro"], f"cat /read/{file} || true").strip()

    def _shell(self, mounts: list[str], script: str) -> str:
        entrypoint = ["--rm", "--entrypoint", "sh"]
        return docker("run", *entrypoint, *mounts, self.image, "-c", script)


def docker(*arguments: str, text: str | None = None) -> str:
    done = subprocess.run(["docker", *arguments], input=text, capture_output=True, text=True)
    if done.returncode:
        error = done.stderr.strip()
        fail(f"`docker {' '.join(arguments)}` failed:\n{error}", "The data is kept. Try again.")
    return done.stdout


def volumes() -> list[str]:
    return docker("volume", "ls", "--quiet").split()


def upgrade(file: str) -> None:
    began = time.monotonic()
    volume = Volume(file)
    interrupted = volume.unfinished()
    major = interrupted[1] if interrupted else volume.major()
    if major is None:
        fail(f"The volume {volume.name} has no data.", f"docker compose --file {file} up")
    if major == volume.installed and not interrupted:
        echo(f"    The data belongs to Postgres {major}: nothing to upgrade.")
        return
    if major > volume.installed:
        fail(
            f"The data belongs to Postgres {major}, the image is {volume.image}.",
            "Check out the version that wrote it.",
        )
    with step("stop the containers"):
        volume.compose("down")
    if interrupted:
        copy = interrupted[0]
    else:
        with step("copy of the volume"):
            copy = volume.copy(major)
    dump = HOME / "backups" / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}-containers.dump"
    with step(f"backup from Postgres {major}"):
        before = volume.write_dump(copy, major, dump)
    with step(f"restore into Postgres {volume.installed}"):
        after = volume.restore(dump)
    if before != after:
        fail("Some rows are missing.", f"The data is kept in the volume {copy}.")
    volume.finish(copy)
    rows = sum(int(line.split()[-1]) for line in after.splitlines())
    echo(
        f"    backup: {dump}\n"
        f"    {rows} rows, as many as before in every table\n"
        f"    Postgres {volume.installed} has the data, after {time.monotonic() - began:.0f} s.\n"
        f"    The volume {copy} is the former data. When you no longer need it:"
        f" docker volume rm {copy}\n"
        f"    Next: docker compose --file {file} up"
    )


def main() -> None:
    upgrade(sys.argv[1])


if __name__ == "__main__":
    run(main)
