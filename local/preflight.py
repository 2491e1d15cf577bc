"""Can this machine run the application? Asked before anything is changed."""

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

from local.checkout import NODE, PYTHON, ROOT

OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 13)
OLDEST_NODE = 20
FREE_GIGABYTES = 3


@dataclass(frozen=True)
class Finding:
    what: str
    mend: str
    """Empty where all is well."""


def examine(*, port: int | None) -> Iterator[Finding]:
    """A finding for each precondition; the port only where one is to be opened."""
    yield _system()
    yield _python()
    yield _node()
    yield _disk()
    yield _line_endings()
    if port is not None:
        yield _port(port)


def _system() -> Finding:
    machine = f"{sys.platform} {os.uname().machine}" if hasattr(os, "uname") else sys.platform
    if sys.platform in {"linux", "darwin"}:
        return Finding(machine, "")
    return Finding(machine, "Use Linux, macOS, or WSL on Windows.")


def _python() -> Finding:
    found = "Python " + ".".join(str(part) for part in sys.version_info[:3])
    if not OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON:
        mend = "Install Python 3.11 to 3.13, or name one: make up PYTHON=python3.13"
        return Finding(found, mend)
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        return Finding(f"{found} without venv", f"Install it: sudo apt-get install {package}")
    return Finding(found, "")


def _node() -> Finding:
    mend = f"Install Node {OLDEST_NODE} or newer with npm, for instance with nvm or fnm."
    if not shutil.which("node"):
        return Finding("no Node", mend)
    if not shutil.which("npm"):
        return Finding("Node without npm", mend)
    found = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    version = re.match(r"v(\d+)\.", found)
    if version is None or int(version[1]) < OLDEST_NODE:
        return Finding(f"Node {found}", mend)
    return Finding(f"Node {found}", "")


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
        mend = "git config core.autocrlf false && git rm -rq --cached . && git reset -q --hard"
        return Finding("checked out with CRLF line endings", f"Check out again: {mend}")
    return Finding("line endings", "")


def _port(port: int) -> Finding:
    other = port + 10 if port < 65000 else port - 10
    if not 1 <= port <= 65535:
        return Finding(f"port {port}", "A port is a number from 1 to 65535: make up PORT=8090")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            return Finding(f"port {port} is reserved", "Choose one above 1023: make up PORT=8090")
        except OSError:
            taken = f"port {port} is taken{_taker(port)}"
            return Finding(taken, f"Choose another, make up PORT={other}, or stop that process.")
    with suppress(OSError), socket.create_connection(("::1", port), timeout=1):
        # A browser asks localhost there first, and would meet the other one.
        taken = f"port {port} is taken on [::1]{_taker(port)}"
        return Finding(taken, f"Choose another, make up PORT={other}, or stop that process.")
    return Finding(f"port {port} free", "")


def _taker(port: int) -> str:
    """Who listens there, where the machine tells: ` by node (process 123)`."""
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
