"""Check that this machine can run the application, before anything is changed."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from local.errors import error_lines
from local.paths import NODE, PYTHON, ROOT, SYSTEM_PYTHON

MIN_PYTHON = (3, 11)
# Raised when `make test-matrix` has passed: documentation/decisions/0035.
MAX_PYTHON = (3, 14)
MIN_NODE = 20
FREE_GIGABYTES = 3
# The first that read `configs` with content, and `start_interval`.
MIN_COMPOSE = (2, 23, 1)
MIN_ENGINE = (25, 0, 0)
ATTEMPT_SECONDS = 20


@dataclass(frozen=True)
class Finding:
    what: str
    fix: str
    """Empty if there is nothing to fix."""
    is_optional: bool = False
    """True if `make up` runs without it."""


def check_requirements(*, port: int | None) -> Iterator[Finding]:
    """Yield a finding for each requirement; the port only if given."""
    yield _system()
    yield _python()
    yield _node()
    yield _disk()
    yield _line_endings()
    if port is not None:
        yield _port(port)


def check_docker() -> Iterator[Finding]:
    """Yield the versions of Docker, which only `docker compose up` needs; none without Docker."""
    if not shutil.which("docker"):
        return
    compose = ("docker", "compose", "version")
    yield _docker("Docker Compose", compose, MIN_COMPOSE, "Install it")
    engine = ("docker", "version", "--format", "{{.Server.Version}}")
    yield _docker("Docker Engine", engine, MIN_ENGINE, "Start it")


def _docker(
    name: str, command: tuple[str, ...], minimum: tuple[int, int, int], missing: str
) -> Finding:
    needed = f"only for `docker compose up`: version {'.'.join(map(str, minimum))} or newer."
    found, error = _attempt(*command)
    version = re.search(r"(?<!\d)(\d+)\.(\d+)(?:\.(\d+))?", found)
    if error or version is None:
        return Finding(f"no {name}: {error or found}", f"{missing}, {needed}", is_optional=True)
    numbers = tuple(int(number or 0) for number in version.groups())
    fix = "" if numbers >= minimum else f"Update it, {needed}"
    return Finding(f"{name} {version[0]}", fix, is_optional=True)


def _system() -> Finding:
    machine = f"{sys.platform} {os.uname().machine}" if hasattr(os, "uname") else sys.platform
    if sys.platform in {"linux", "darwin"}:
        return Finding(machine, "")
    return Finding(machine, "Use Linux, macOS, or WSL on Windows.")


def _python() -> Finding:
    found = "Python " + ".".join(str(part) for part in sys.version_info[:3])
    if not MIN_PYTHON <= sys.version_info[:2] <= MAX_PYTHON:
        fix = f"Install Python {supported_pythons()}, or name one: {_other_python()}"
        return Finding(found, fix)
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        return Finding(f"{found} without venv", f"Install it: sudo apt-get install {package}")
    _, error = _attempt(SYSTEM_PYTHON, "-m", "venv", "--help")
    if error:
        fix = f"Install Python again, or name another: {_other_python()}"
        return Finding(f"{found} whose venv fails: {error}", fix)
    return Finding(found, "")


def supported_pythons() -> str:
    return " to ".join(".".join(map(str, version)) for version in (MIN_PYTHON, MAX_PYTHON))


def _other_python() -> str:
    preferred = (ROOT / ".python-version").read_text().strip()
    return f"make up PYTHON=python{preferred}"


def _node() -> Finding:
    fix = f"Install Node {MIN_NODE} or newer with npm, for instance with nvm or fnm."
    if not shutil.which("node"):
        return Finding("no Node", fix)
    if not shutil.which("npm"):
        return Finding("Node without npm", fix)
    found, error = _attempt("node", "--version")
    if error:
        return Finding(f"Node that fails: {error}", fix)
    version = re.match(r"v(\d+)\.", found)
    if version is None or int(version[1]) < MIN_NODE:
        return Finding(f"Node {found}", fix)
    npm, error = _attempt("npm", "--version")
    if error:
        fix = f"Install npm again with Node {MIN_NODE} or newer, for instance with nvm or fnm."
        return Finding(f"Node {found} whose npm fails: {error}", fix)
    return Finding(f"Node {found}, npm {npm}", "")


def _attempt(*command: str) -> tuple[str, str]:
    """Return the output of the command, and the first line of its error if it failed."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=ATTEMPT_SECONDS
        )
    except OSError as error:
        return "", f"{command[0]}: {error.strerror}"
    except subprocess.TimeoutExpired:
        return "", f"{command[0]} does not respond"
    if done.returncode:
        said = error_lines(done.stderr or done.stdout)
        return "", said[0] if said else f"exit code {done.returncode}"
    return done.stdout.strip(), ""


def _disk() -> Finding:
    free = shutil.disk_usage(ROOT).free / 1024**3
    is_installed = PYTHON.exists() and NODE.exists()
    needed = 0.5 if is_installed else FREE_GIGABYTES
    return Finding(
        f"{free:.1f} GB of disk free",
        "" if free >= needed else f"Free some space under {ROOT}: {needed} GB are needed.",
    )


def _line_endings() -> Finding:
    if b"\r\n" in Path(__file__).read_bytes():
        fix = "git config core.autocrlf false && git rm -rq --cached . && git reset -q --hard"
        return Finding("checked out with CRLF line endings", f"Check out again: {fix}")
    return Finding("line endings", "")


def _port(port: int) -> Finding:
    other = port + 10 if port < 65000 else port - 10
    if not 1 <= port <= 65535:
        return Finding(f"port {port}", "Use a number from 1 to 65535: make up PORT=8090")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            return Finding(f"port {port} is reserved", "Choose one above 1023: make up PORT=8090")
        except OSError:
            taken = f"port {port} is in use{_port_owner(port)}"
            return Finding(taken, f"Choose another, make up PORT={other}, or stop that process.")
    with suppress(OSError), socket.create_connection(("::1", port), timeout=1):
        # Browsers try ::1 for localhost first, and would reach the other process.
        taken = f"port {port} is in use on [::1]{_port_owner(port)}"
        return Finding(taken, f"Choose another, make up PORT={other}, or stop that process.")
    return Finding(f"port {port} free", "")


def _port_owner(port: int) -> str:
    """Return the process that listens on the port, if known: ` by node (process 123)`."""
    if not shutil.which("ss"):
        return ""
    listing = subprocess.run(
        ["ss", "-ltnpH", f"sport = :{port}"], capture_output=True, text=True
    ).stdout
    process = re.search(r"pid=(\d+)", listing)
    if process is None:
        return ""
    command = Path(f"/proc/{process[1]}/cmdline").read_bytes().split(b"\0")[0].decode()
    return f" by {Path(command).name} (process {process[1]})"
