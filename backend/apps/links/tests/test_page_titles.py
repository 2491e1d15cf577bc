"""Page titles, fetched from a local server that is patched to count as public."""

import gzip
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from unittest.mock import patch

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import make_user
from apps.accounts.tests.graphql_client import GraphQLClient
from apps.links import page_titles
from apps.links.page_titles import UnreadablePageError, fetch_title, is_public_ip
from apps.links.tasks import read_title

HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/plain": (200, HTML, "<title>\n One &amp; two\n ✓ three </title><title>No</title>".encode()),
    "/latin": (200, {"Content-Type": "text/html; charset=latin-1"}, b"<title>Caf\xe9</title>"),
    "/unknown": (200, {"Content-Type": "text/html; charset=nonsense"}, b"<title>Yes</title>"),
    "/forbidden": (200, HTML, "<title>\u202eOne\ufffe\x01 two\uffff</title>".encode()),
    "/surrogate": (
        200,
        {"Content-Type": "text/html; charset=unicode_escape"},
        rb"<title>One \ud800two</title>",
    ),
    "/none": (200, HTML, b"<p>Nothing</p>"),
    "/svg": (200, HTML, b"<body><svg><title>Icon</title></svg>"),
    "/late": (200, HTML, b"<!-- " + b"x" * 600_000 + b" --><title>Too late</title>"),
    "/bomb": (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(b"x" * 50_000_000)),
    "/pdf": (200, {"Content-Type": "application/pdf"}, b"<title>No</title>"),
    "/gone": (404, HTML, b"<title>Not found</title>"),
    "/moved": (302, {"Location": "/plain"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/inside": (302, {"Location": "http://127.0.0.1/"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
}

TRICKLING = {
    "/slow-headers": (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
    "/slow-body": (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>No", b"x"),
    "/slow-chunk": (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n",
        b"x",
    ),
}


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path in TRICKLING:
            beginning, byte = TRICKLING[self.path]
            self.wfile.write(beginning)
            with suppress(OSError):  # the client left
                while True:
                    self.wfile.write(byte)
                    time.sleep(0.02)
            return
        status, headers, body = PAGES[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(port: int) -> Iterator[str]:
    """Return the server's URL under a public name; its IP address counts as public."""

    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    with (
        patch("apps.links.page_titles.socket.getaddrinfo", getaddrinfo),
        patch.object(page_titles, "is_public_ip", lambda number: True),
        patch.object(page_titles, "ALLOWED_PORTS", {port}),
    ):
        yield f"http://pages.example:{port}"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/plain", "One & two ✓ three"),
        ("/latin", "Café"),
        ("/unknown", "Yes"),
        ("/forbidden", "One two"),
        ("/surrogate", "One two"),
        ("/none", ""),
        ("/svg", ""),
        ("/late", ""),
        ("/bomb", ""),
        ("/moved", "One & two ✓ three"),
    ],
)
def test_fetch_title(site: str, path: str, title: str) -> None:
    assert fetch_title(f"{site}{path}") == title


@pytest.mark.parametrize("path", ["/pdf", "/gone", "/round", "/inside", "/file"])
def test_fetch_title_rejects_unreadable_page(site: str, path: str) -> None:
    with pytest.raises(UnreadablePageError):
        fetch_title(f"{site}{path}")


@pytest.mark.parametrize("path", TRICKLING)
def test_fetch_title_times_out_when_response_is_slow(
    site: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_titles, "TIMEOUT_SECONDS", 0.2)
    started = time.monotonic()
    with pytest.raises(UnreadablePageError):
        fetch_title(f"{site}{path}")
    assert time.monotonic() - started < 5  # the page never ends


def test_fetch_title_times_out_when_dns_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_titles, "TIMEOUT_SECONDS", 0.05)
    resolved = Event()
    with (
        patch("apps.links.page_titles.socket.getaddrinfo", lambda *_, **__: resolved.wait()),
        pytest.raises(UnreadablePageError),
    ):
        fetch_title("https://slow.example/")
    resolved.set()


@pytest.mark.parametrize("port", [22, 6379, 8000])
def test_fetch_title_rejects_other_ports(port: int) -> None:
    with pytest.raises(UnreadablePageError, match="Port"):
        fetch_title(f"http://pages.example:{port}/")


PRIVATE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
    "fd00:ec2::254", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "2002:7f00:1::", "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1", "::7f00:1", "::808:808", "2001:0:53aa:64c:0:7b:80ff:fffe",
)  # fmt: skip


@pytest.mark.parametrize("number", PRIVATE)
def test_is_public_ip_rejects_private_addresses(number: str) -> None:
    assert not is_public_ip(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111"])
def test_is_public_ip_accepts_public_addresses(number: str) -> None:
    assert is_public_ip(number)


@pytest.mark.parametrize("numbers", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], []])
def test_fetch_title_rejects_name_of_private_address(port: int, numbers: list[str]) -> None:
    found = [(2, 1, 6, "", (number, port)) for number in numbers]
    with (
        patch("apps.links.page_titles.socket.getaddrinfo", return_value=found),
        patch.object(page_titles, "ALLOWED_PORTS", {port}),
        pytest.raises(UnreadablePageError, match="not public"),
    ):
        fetch_title(f"http://inside.example:{port}/plain")


@pytest.mark.parametrize("url", ["ftp://example.com/", "http://127.0.0.1/", "http://[::1]/"])
def test_fetch_title_rejects_invalid_url(url: str) -> None:
    with pytest.raises(UnreadablePageError):
        fetch_title(url)


def test_read_title_notifies_user(site: str, alice: User) -> None:
    with patch("apps.links.tasks.notify_user") as sent:
        read_title(url=f"{site}/plain", user_id=alice.pk)
        read_title(url=f"{site}/pdf", user_id=alice.pk)
    events = [(call.kwargs["user_id"], call.kwargs["event"]["title"]) for call in sent.mock_calls]
    assert events == [(alice.pk, "One & two ✓ three"), (alice.pk, "")]


def test_read_title_limits_concurrency_per_user_and_overall(alice: User, bob: User) -> None:
    read: list[str] = []
    events: list[tuple[int, str]] = []

    def read_others(url: str) -> str:
        """Request more titles while one is being read."""
        read.append(url)
        if len(read) == 1:
            for user in (alice, bob, make_user()):
                read_title(url=f"second of {user.pk}", user_id=user.pk)
        elif len(read) == 2:
            read_title(url="third", user_id=make_user().pk)
        return f"Title of {url}"

    def record_event(*, user_id: int, event: dict[str, str]) -> None:
        events.append((user_id, event["title"]))

    with (
        patch("apps.links.tasks.fetch_title", read_others),
        patch("apps.links.tasks.notify_user", record_event),
    ):
        read_title(url="first", user_id=alice.pk)
        read_title(url="afterwards", user_id=alice.pk)

    second = f"second of {bob.pk}"
    assert read == ["first", second, read[2], "afterwards"]
    assert events[0] == (alice.pk, "")
    assert (bob.pk, f"Title of {second}") in events
    assert events[-2:] == [(alice.pk, "Title of first"), (alice.pk, "Title of afterwards")]


@pytest.mark.django_db
def test_read_title_rejects_invalid_url(alice: User) -> None:
    query = "mutation ($url: String!) { readTitle(url: $url) { asked } }"
    with patch("apps.links.graphql.mutations.links.read_title.delay") as delay:
        assert GraphQLClient(alice).query(query, url="https://example.com/")["readTitle"]["asked"]
        assert GraphQLClient(alice).error(query, url="http://10.0.0.1/")["code"] == "BAD_USER_INPUT"
        assert GraphQLClient().error(query, url="https://example.com/")["code"] == "UNAUTHENTICATED"
    delay.assert_called_once_with(url="https://example.com/", user_id=alice.pk)
