"""What the processes of the topology print, while people sign in, fetch files and listen."""

import contextlib
import json
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD
from config.celery import app
from config.topology import SERVICES

SECONDS = 30
SAMPLE = settings.BACKEND / "apps/statements/reading/tests/samples/chase_credit.csv"


class Backend:
    """The web process, the socket process and a worker, on the test's stores."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "log"
        database = settings.DATABASES["default"]["NAME"]
        address = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
        self.environment = os.environ | {
            "DATABASE_URL": f"{address}/{database}",
            "MEDIA_ROOT": str(folder / "media"),
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
        }
        self.ports = {name: _free_port() for name in ("web", "websocket")}
        self.processes: list[subprocess.Popen[bytes]] = []
        with self.log.open("ab") as log:
            for service in SERVICES:
                if service.name in {*self.ports, "worker-imports"}:
                    port = self.ports.get(service.name)
                    command = service.arguments(host="127.0.0.1", port=port)
                    if command[0] != "python":
                        command = ["python", "-m", *command]
                    self.processes.append(
                        subprocess.Popen(
                            [sys.executable, *command[1:]],
                            cwd=settings.BACKEND,
                            env=self.environment,
                            stdout=log,
                            stderr=subprocess.STDOUT,
                        )
                    )

    def wait(self) -> None:
        deadline = monotonic() + SECONDS
        for port in self.ports.values():
            while monotonic() < deadline:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                sleep(0.1)

    def stop(self) -> str:
        """All they have printed."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(SECONDS)
        return self.log.read_text()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[Backend]:
    started = Backend(tmp_path)
    started.wait()
    yield started
    started.stop()


class Browser:
    """Keeps its cookies, and remembers every secret that it sent or was given."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.secrets: set[str] = set()
        self.token = ""

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        # The address that the test's settings call their own.
        sent = {"Host": "127.0.0.1", "Origin": settings.SITE_URL, **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if isinstance(body, dict):
            sent["Content-Type"], body = "application/json", json.dumps(body)
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        self._keep_cookies(answer)
        content = answer.read()
        connection.close()
        is_json = "json" in (answer.headers["Content-Type"] or "")
        return answer.status, json.loads(content) if is_json else content

    def use(self, token: str) -> None:
        self.token = token
        self.secrets.add(token)

    def _keep_cookies(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                self.secrets.add(morsel.value)


def upload(browser: Browser) -> str:
    boundary = "----a-boundary"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    ).encode() + SAMPLE.read_bytes()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    status, statement = browser.ask(
        "POST", "/api/statements/", body + f"\r\n--{boundary}--\r\n".encode(), headers
    )
    assert status == 201
    return str(statement["id"])


@pytest.mark.django_db(transaction=True)
def test_no_secret_of_a_whole_visit_is_printed(alice: User, backend: Backend) -> None:
    app.control.purge()
    browser = Browser(backend.ports["web"])
    browser.secrets |= {PASSWORD, "wrong-password", "a-token-that-was-guessed"}

    def sign_in(password: str) -> tuple[int, Any]:
        return browser.ask("POST", "/api/session/", {"email": alice.email, "password": password})

    assert sign_in("wrong-password")[0] == 401
    broken = '{"password": "wrong-password"'
    json_type = {"Content-Type": "application/json"}
    assert browser.ask("POST", "/api/session/", broken, json_type)[0] == 400
    status, session = sign_in(PASSWORD)
    assert status == 200
    browser.secrets.add(session["access"])
    key = {"Idempotency-Key": str(uuid4())}
    status, session = browser.ask("POST", "/api/session/refresh/", headers=key)
    assert status == 200
    assert "refresh" in browser.cookies

    browser.use("a-token-that-was-guessed")
    assert browser.ask("GET", "/api/users/me/")[0] == 401
    browser.use(session["access"])
    assert browser.ask("GET", "/api/users/me/")[0] == 200

    statement = upload(browser)
    deadline = monotonic() + SECONDS
    while browser.ask("GET", f"/api/statements/{statement}/")[1]["status"] != "imported":
        assert monotonic() < deadline
        sleep(0.2)
    _, link = browser.ask("GET", f"/api/statements/{statement}/file/")
    browser.secrets |= set(parse_qs(urlsplit(link["url"]).query)["Signature"])
    assert browser.ask("GET", link["url"]) == (200, SAMPLE.read_bytes())
    assert browser.ask("GET", f"{link['url']}x")[0] == 403
    assert browser.ask("GET", f"/{link['url']}")[0] in {403, 404}

    _, issued = browser.ask("POST", "/api/socket-tickets/")
    browser.secrets.add(issued["ticket"])
    live = f"ws://127.0.0.1:{backend.ports['websocket']}/ws/live/?ticket={issued['ticket']}"
    for _ in range(2):  # the second time it is spent
        with connect(live):
            pass
    with pytest.raises(InvalidStatus), connect(live.replace("/live/", "/nothing/")):
        pass
    assert browser.ask("DELETE", "/api/session/")[0] == 204

    printed = backend.stop()
    for expected in ("/api/session/", "/media/private/", "import_statement"):
        assert expected in printed
    assert len(browser.secrets - {""}) >= 8
    for secret in browser.secrets - {""}:
        assert secret not in printed
    # Nor under another name: what a header or a query carries is not printed at all.
    for name in ("Bearer ", "Signature=", "ticket=", "refresh="):
        assert name not in printed


def test_gunicorn_does_not_name_the_query_of_a_request_that_broke_off(
    caplog: pytest.LogCaptureFixture,
) -> None:
    try:
        raise OSError("disk")
    except OSError:
        logging.getLogger("gunicorn.error").exception(
            "Error handling request %s %s", "GET", "/media/private/a.csv?Expires=1&Signature=abc"
        )
    assert "Error handling request GET /media/private/a.csv?…" in caplog.text
    assert "OSError: disk" in caplog.text
    assert "Signature" not in caplog.text
