"""The web process as the topology starts it, and who asks it."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import sleep

from benchmarks.databases import told_by
from config.topology import SERVICES

ROOT = Path(__file__).resolve().parents[1]
WEB = next(each for each in SERVICES if each.name == "web")


@contextmanager
def web(environment: dict[str, str]) -> Iterator[int]:
    """Its port on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", *WEB.arguments(host="127.0.0.1", port=port)],
        cwd=ROOT / "backend",
        env=environment | {"PYTHONPATH": f"{ROOT / 'backend'}:{ROOT}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _is_well(port):
            assert process.poll() is None, "gunicorn has ended"
            sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait()


def access_of(handle: str, environment: dict[str, str]) -> str:
    """An access token of somebody, good for the whole run."""
    code = f"""
from datetime import timedelta
from apps.accounts.models import Session, User
from apps.accounts.sessions import open_session
from apps.accounts.visitors import Visitor
reader = User.objects.get(handle={handle!r})
nobody = Visitor(address=None, device="")
access = open_session(user=reader, client=Session.Client.TOKEN, visitor=nobody).access
access.set_exp(lifetime=timedelta(hours=1))
print(access)
"""
    return told_by(code, environment).split()[-1]


def _is_well(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", WEB.health_check)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
