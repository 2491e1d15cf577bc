"""The programs of compose.yaml's monitoring images, from PyPI and npm, in the images' versions."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, Request, build_opener

import yaml

from local.install import pip_settings, run_installer
from local.paths import HOME, NODE, ROOT, VENV
from local.process import kill_with_parent

START_SECONDS = 120
FOLDER = HOME / "monitoring"


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return found


def version(service: str) -> str:
    """Return the tag of the service's image."""
    return str(compose()["services"][service]["image"].rpartition(":")[2])


def install_pgadmin() -> tuple[Path, Path]:
    """Return the Python and the folder of pgAdmin, in an environment of its own."""
    wanted = version("pgadmin")
    environment = FOLDER / f"pgadmin-{wanted}"
    python = environment / "bin" / "python"
    if not (environment / "installed").exists():
        uv = str(VENV / "bin" / "uv")
        run_installer([uv, "venv", "--clear", str(environment)], "pgadmin", FOLDER)
        command = [uv, "pip", "install", "--python", str(python), f"pgadmin4=={wanted}"]
        run_installer(command, "pgadmin", FOLDER, **pip_settings())
        (environment / "installed").touch()
    (package,) = environment.glob("lib/python*/site-packages/pgadmin4")
    return python, package


def install_redis_commander() -> Path:
    """Return the folder of Redis Commander's package, which includes the image's entrypoint."""
    wanted = version("redis-commander")
    folder = FOLDER / f"redis-commander-{wanted}"
    if not (folder / "installed").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}")
        command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"]
        run_installer([*command, f"redis-commander@{wanted}"], "redis-commander", folder)
        (folder / "installed").touch()
    return folder / "node_modules" / "redis-commander"


def unprivileged_environment(home: Path) -> dict[str, str]:
    """Return the variables of a program; the shell's own would change its settings."""
    programs = home / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    if shutil.which("jq") is None:
        # The entrypoint only checks the syntax of its files with it.
        (programs / "jq").write_text("#!/bin/sh\n")
        (programs / "jq").chmod(0o755)
    return {"PATH": f"{NODE}:{programs}:{os.environ['PATH']}", "HOME": str(home)}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    command: list[str], *, folder: Path, environment: Mapping[str, str], url: str, log: Path
) -> Iterator["Client"]:
    """Yield a client once the URL responds; end the program afterwards."""
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=kill_with_parent(),
        )
        try:
            client = Client(url)
            deadline = time.monotonic() + START_SECONDS
            while not client.responds():
                if process.poll() is not None or time.monotonic() > deadline:
                    raise AssertionError(f"{command[0]} does not run:\n{log.read_text()}")
                time.sleep(0.2)
            yield client
        finally:
            process.terminate()
            process.wait(20)


class Client:
    """A browser's requests, with its cookies."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.headers: dict[str, str] = {}
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def responds(self) -> bool:
        try:
            self.get("/")
        except OSError:
            return False
        return True

    def get(self, path: str) -> str:
        return self._request(path, None)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return json.loads(self._request(path, json.dumps(body).encode()))

    def _request(self, path: str, body: bytes | None) -> str:
        headers = {"Content-Type": "application/json", **self.headers}
        request = Request(f"{self.url}{path}", data=body, headers=headers)
        try:
            with self._opener.open(request, timeout=60) as response:
                text: str = response.read().decode()
                return text
        except HTTPError as error:
            raise AssertionError(f"{path}: HTTP {error.code} {error.read().decode()}") from error


if __name__ == "__main__":
    # Apart from the tests, whose environment has no settings of npm and pip.
    FOLDER.mkdir(parents=True, exist_ok=True)
    install_pgadmin()
    install_redis_commander()
