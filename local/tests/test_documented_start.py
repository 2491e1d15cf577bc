"""The commands of the quick start and of backups, run as they stand in a copy of this checkout."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from local.documented_commands import blocks
from local.paths import DOCUMENTATION, HOME
from local.testing.checkout import copy_checkout

pytestmark = pytest.mark.nightly
# Of the first start, which installs all packages.
START_TIMEOUT_SECONDS = 1800
STOP_TIMEOUT_SECONDS = 60
PROFILE = "/api/users/me/"
LOGIN = re.compile(r"sign in as\s+`(\S+)` with\s+`(\S+)`")


@dataclass(frozen=True, kw_only=True)
class Checkout:
    folder: Path
    port: int

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables of a new shell, and the port, as 8080 may be in use."""
        kept = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
        return {**kept, "PORT": str(self.port)}

    def run(self, block: str) -> None:
        subprocess.run(["bash", "-ec", block], cwd=self.folder, env=self.environment, check=True)

    @contextmanager
    def running(self, block: str) -> Iterator[None]:
        """Run the block until the application is ready; end it by Ctrl-C."""
        process = subprocess.Popen(
            ["bash", "-ec", block],
            cwd=self.folder,
            env=self.environment,
            # Ctrl-C reaches all processes of the group.
            start_new_session=True,
        )
        try:
            self._wait_until_ready(process)
            yield
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
                process.wait(STOP_TIMEOUT_SECONDS)

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            assert process.poll() is None, f"it ended with {process.returncode}"
            assert time.monotonic() < deadline, f"not ready after {START_TIMEOUT_SECONDS} s"
            try:
                self.request("/api/ready/")
            except (OSError, HTTPException):
                time.sleep(0.5)
            else:
                return

    def request(
        self, path: str, *, token: str = "", method: str | None = None, **payload: str
    ) -> Any:
        request = Request(
            f"http://localhost:{self.port}{path}",
            method=method,
            data=json.dumps(payload).encode() if payload else None,
            headers={
                "Content-Type": "application/json",
                **({"Authorization": f"Bearer {token}"} if token else {}),
            },
        )
        with urlopen(request, timeout=30) as response:
            return json.load(response)

    def sign_in(self, page: str) -> str:
        """Sign in as the page says; return the token."""
        login = LOGIN.search(page)
        assert login
        token: str = self.request("/api/token/", email=login[1], password=login[2])["access"]
        return token

    def theme(self, token: str) -> str:
        theme: str = self.request(PROFILE, token=token)["theme"]
        return theme


@pytest.fixture
def checkout() -> Checkout:
    # Postgres does not run as root, and no other user may read pytest's own folders.
    folder = HOME / "documented"
    shutil.rmtree(folder, ignore_errors=True)
    copy_checkout(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Checkout(folder=folder, port=probe.getsockname()[1])


def test_quick_start_backup_and_restore_work_as_documented(checkout: Checkout) -> None:
    start = (DOCUMENTATION / "index.md").read_text()
    backups = (DOCUMENTATION / "backups.md").read_text()
    (up,) = blocks(start, "Start in five minutes")
    backup, restore = blocks(backups, "Back up and restore this machine")
    (rehearse,) = blocks(backups, "Rehearse a restore")

    with checkout.running(up):
        token = checkout.sign_in(start)
        before = checkout.theme(token)
        checkout.run(backup)
        checkout.request(PROFILE, token=token, method="PATCH", theme="dark")
        assert checkout.theme(token) == "dark" != before
    checkout.run(restore)
    checkout.run(rehearse)
    with checkout.running(up):
        assert checkout.theme(checkout.sign_in(start)) == before
