"""Behaviour and output of the topology's processes while users sign in, upload and listen."""

import json
import logging
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
from apps.statements.models import Transaction
from config.celery import app
from tests.backend_processes import BackendProcesses

SECONDS = 30
# sample: statements begin
SAMPLE = settings.BACKEND / "apps/statements/parsing/tests/samples/chase_credit.csv"
# sample: statements end


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[BackendProcesses]:
    started = BackendProcesses(
        tmp_path,
        "web",
        "websocket",
        "worker-imports",  # sample: statements
    )
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
        # Id of the last response.
        self.request_id = ""

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
        response = connection.getresponse()
        self._keep_cookies(response)
        self.request_id = response.headers["X-Request-ID"] or ""
        content = response.read()
        connection.close()
        is_json = "json" in (response.headers["Content-Type"] or "")
        return response.status, json.loads(content) if is_json else content

    def use(self, token: str) -> None:
        self.token = token
        self.secrets.add(token)

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                self.secrets.add(morsel.value)


# sample: statements begin
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


# sample: statements end


@pytest.mark.django_db(transaction=True)
def test_processes_serve_a_visit_and_log_no_secret(alice: User, backend: BackendProcesses) -> None:
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

    # sample: statements begin
    statement = upload(browser)
    upload_id = browser.request_id
    assert upload_id
    deadline = monotonic() + SECONDS
    while browser.ask("GET", f"/api/statements/{statement}/")[1]["status"] != "imported":
        assert monotonic() < deadline
        sleep(0.2)
    assert Transaction.objects.filter(statement_id=statement).count() == 12
    _, link = browser.ask("GET", f"/api/statements/{statement}/file/")
    browser.secrets |= set(parse_qs(urlsplit(link["url"]).query)["Signature"])
    assert browser.ask("GET", link["url"]) == (200, SAMPLE.read_bytes())
    assert browser.ask("GET", f"{link['url']}x")[0] == 403
    assert browser.ask("GET", f"/{link['url']}")[0] in {403, 404}
    # sample: statements end

    _, issued = browser.ask("POST", "/api/socket-tickets/")
    browser.secrets.add(issued["ticket"])
    live = f"ws://127.0.0.1:{backend.ports['websocket']}/ws/live/?ticket={issued['ticket']}"
    for _ in range(2):  # the second time it is spent
        with connect(live):
            pass
    with pytest.raises(InvalidStatus), connect(live.replace("/live/", "/nothing/")):
        pass
    assert browser.ask("DELETE", "/api/session/")[0] == 204

    printed_by = backend.stop()
    printed = "".join(printed_by.values())
    assert "/api/session/" in printed
    # sample: statements begin
    # The request's id went with the task into the worker's log.
    assert f'"request_id": "{upload_id}"' in printed_by["worker-imports"]
    for expected in ("/media/private/", "import_statement"):
        assert expected in printed
    # sample: statements end
    assert len(browser.secrets - {""}) >= 7
    for secret in browser.secrets - {""}:
        assert secret not in printed
    # Nor under another name: what a header or a query carries is not printed at all.
    for name in ("Bearer ", "Signature=", "ticket=", "refresh="):
        assert name not in printed


def test_gunicorn_logs_no_query_of_an_aborted_request(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise OSError("disk")
    except OSError:
        logging.getLogger("gunicorn.error").exception(
            "Error handling request %s %s", "GET", "/media/private/a.csv?Expires=1&Signature=abc"
        )
    assert "Error handling request GET /media/private/a.csv?…" in caplog.text
    assert "OSError: disk" in caplog.text
    assert "Signature" not in caplog.text
