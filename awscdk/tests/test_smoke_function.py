"""The smoke test on a working and a broken site."""

import http.client
import json
import threading
from collections.abc import Iterator
from hashlib import sha256
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
        if self.path == "/wake":
            # CloudFront could not sign it otherwise.
            assert self.headers["x-amz-content-sha256"] == sha256(b"").hexdigest()
            self.pages.setdefault("clicked", (200, "", ""))
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """Return a site that works until a test breaks a part."""
    pages = working()
    handler = type("Site", (Handler,), {"pages": pages})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        monkeypatch.setenv("SITE_URL", f"https://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("SECONDS", "0")
        monkeypatch.setenv("RESTS", "")
        monkeypatch.setattr(smoke, "RETRY_INTERVAL_SECONDS", 0.05)
        # Without a certificate.
        monkeypatch.setattr(http.client, "HTTPSConnection", http.client.HTTPConnection)
        yield pages
        server.shutdown()


def failures(*, has_page: bool = True) -> list[str]:
    """Return the paths without scheme and host."""
    return [each.split("/", 3)[3] for each in smoke.smoke(has_page=has_page)]


def test_smoke_test_passes_on_a_working_site(pages: Pages) -> None:
    assert failures() == []


@pytest.mark.parametrize(
    ("path", "response", "failure"),
    [
        ("/api/health-check/", (500, JSON, {}), "api/health-check/ returns 500."),
        (
            "/api/ready/",
            (503, JSON, {"database": {"state": "OperationalError"}, "redis": OK}),
            "api/ready/ reports: database OperationalError.",
        ),
        ("/api/site/", (200, "text/html", PAGE), "api/site/ returns text/html instead of JSON."),
        (
            "/graphql/",
            (200, JSON, {"errors": []}),
            "graphql/ returns {'errors': []} for the simplest query.",
        ),
        ("/ws/live/", (503, "text/html", ""), "ws/live/ returns 503."),
        (
            "/static/admin/css/base.css",
            (403, "text/xml", ""),
            "static/admin/css/base.css returns 403.",
        ),
        ("/", (200, "text/html", "<p>"), " loads no script."),
        (
            "/assets/index-1a2b.js",
            (200, "text/html", PAGE),
            " loads /assets/index-1a2b.js, which is a page instead of a file.",
        ),
    ],
)
def test_smoke_test_names_failures(
    pages: Pages, path: str, response: tuple[int, str, Any], failure: str
) -> None:
    pages[path] = response
    assert failures() == [failure]


def test_smoke_test_skips_the_page_when_not_deployed(pages: Pages) -> None:
    del pages["/"]
    assert failures(has_page=False) == []


def test_smoke_test_waits_for_a_woken_environment(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESTS", "yes")
    monkeypatch.setenv("SECONDS", "10")
    pages["/wake"] = (200, "text/html", "<h1>Waking up</h1>")
    pages["/api/health-check/"] = (503, "text/html", "")

    def wake() -> None:
        pages["/wake"] = (303, "text/html", "")
        pages["/api/health-check/"] = working()["/api/health-check/"]

    threading.Timer(0.5, wake).start()
    assert failures() == []
    assert "clicked" in pages


def test_smoke_test_waits_once_when_waking_fails(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESTS", "yes")
    monkeypatch.setenv("SECONDS", "0.2")
    pages.clear()
    pages["/wake"] = (200, "text/html", "<h1>Waking up</h1>")
    (first, *others) = failures()
    assert first == "wake reports that it is not awake yet."
    assert len(others) == 6


def test_smoke_test_reports_an_unreachable_site(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://127.0.0.1:1")
    assert "does not respond: ConnectionRefusedError" in failures()[0]
