"""The web process as the topology starts it, and its clients."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import sleep

from benchmarks.databases import output_of
from config.topology import SERVICES

ROOT = Path(__file__).resolve().parents[1]
WEB = next(each for each in SERVICES if each.name == "web")


@contextmanager
def web(environment: dict[str, str]) -> Iterator[int]:
    """Start it; yield its port."""
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
        while not _is_healthy(port):
            assert process.poll() is None, "gunicorn has ended"
            sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait()


def access_of(handle: str, environment: dict[str, str]) -> str:
    """Return an access token of the user, valid for the whole run."""
    code = f"""
from datetime import timedelta
from apps.accounts.models import Session, User
from apps.accounts.sessions.sessions import open_session
from apps.accounts.client_info import ClientInfo
reader = User.objects.get(handle={handle!r})
client_info = ClientInfo(ip_address=None, device="")
access = open_session(user=reader, client=Session.Client.TOKEN, client_info=client_info).access
access.set_exp(lifetime=timedelta(hours=1))
print(access)
"""
    return output_of(code, environment).split()[-1]


def _is_healthy(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", WEB.health_check)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
