"""What the smoke test says of an application that does its work, and of one that does not."""

import http.client
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import smoke

OK = {"state": "ok", "milliseconds": 1.0}
PAGE = '<script type="module" src="/assets/index-1a2b.js"></script>'
Pages = dict[str, tuple[int, str, Any]]
JSON = "application/json"


def working() -> Pages:
    return {
        "/api/health-check/": (200, JSON, {"state": "ok"}),
        "/api/ready/": (200, JSON, {"database": OK, "redis": OK, "migrations": OK}),
        "/api/site/": (200, JSON, {"banner": ""}),
        "/graphql/": (200, JSON, {"data": {"__typename": "Query"}}),
        "/ws/live/": (404, JSON, {}),
        "/static/admin/css/base.css": (200, "text/css", "body {}"),
        "/": (200, "text/html", PAGE),
        "/assets/index-1a2b.js": (200, "text/javascript", "'x'"),
    }


class Handler(BaseHTTPRequestHandler):
    pages: Pages

    def do_GET(self) -> None:
        status, kind, content = self.pages.get(self.path, (404, "text/html", ""))
        body = content if isinstance(content, str) else json.dumps(content)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """Of the site, which does its work until a test changes one."""
    pages = working()
    handler = type("Site", (Handler,), {"pages": pages})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("SITE_URL", f"https://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("SECONDS", "0")
        monkeypatch.setenv("RESTS", "")
        monkeypatch.setattr(smoke, "SECONDS_BETWEEN_TRIES", 0.05)
        # Without a certificate.
        monkeypatch.setattr(http.client, "HTTPSConnection", http.client.HTTPConnection)
        yield pages
        server.shutdown()


def complaints(*, has_page: bool = True) -> list[str]:
    """Without scheme and host before each path."""
    return [each.split("/", 3)[3] for each in smoke.smoke(has_page=has_page)]


def test_nothing_is_wrong_with_what_works(pages: Pages) -> None:
    assert complaints() == []


@pytest.mark.parametrize(
    ("path", "answer", "complaint"),
    [
        ("/api/health-check/", (500, JSON, {}), "api/health-check/ answers 500."),
        (
            "/api/ready/",
            (503, JSON, {"database": {"state": "OperationalError"}, "redis": OK}),
            "api/ready/ says: database OperationalError.",
        ),
        (
            "/api/site/",
            (200, "text/html", PAGE),
            "api/site/ answers text/html instead of JSON.",
        ),
        (
            "/graphql/",
            (200, JSON, {"errors": []}),
            "graphql/ answers {'errors': []} to the simplest query.",
        ),
        ("/ws/live/", (503, "text/html", ""), "ws/live/ answers 503."),
        (
            "/static/admin/css/base.css",
            (403, "text/xml", ""),
            "static/admin/css/base.css answers 403.",
        ),
        ("/", (200, "text/html", "<p>"), " loads no script."),
        (
            "/assets/index-1a2b.js",
            (200, "text/html", PAGE),
            " loads /assets/index-1a2b.js, which is a page, where a file should be.",
        ),
    ],
)
def test_what_does_not_work_is_named(
    pages: Pages, path: str, answer: tuple[int, str, Any], complaint: str
) -> None:
    pages[path] = answer
    assert complaints() == [complaint]


def test_the_page_is_not_asked_for_where_none_was_deployed(pages: Pages) -> None:
    del pages["/"]
    assert complaints(has_page=False) == []


def test_what_rests_is_woken_and_waited_for(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESTS", "yes")
    monkeypatch.setenv("SECONDS", "10")
    pages["/wake"] = (200, "text/html", "<h1>Waking up</h1>")
    pages["/api/health-check/"] = (503, "text/html", "")

    def wake() -> None:
        pages["/wake"] = (303, "text/html", "")
        pages["/api/health-check/"] = working()["/api/health-check/"]

    threading.Timer(0.5, wake).start()
    assert complaints() == []


def test_what_never_wakes_is_not_waited_for_at_every_address(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESTS", "yes")
    monkeypatch.setenv("SECONDS", "0.2")
    pages.clear()
    pages["/wake"] = (200, "text/html", "<h1>Waking up</h1>")
    (first, *others) = complaints()
    assert first == "wake still wakes it up."
    assert len(others) == 6


def test_an_address_where_nobody_answers_is_said(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://127.0.0.1:1")
    assert "does not answer: ConnectionRefusedError" in complaints()[0]
