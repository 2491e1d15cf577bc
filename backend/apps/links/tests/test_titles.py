"""Titles of pages: from real servers on this machine, which has to pass for a public one."""

import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from unittest.mock import patch

import pytest

from apps.accounts.models import User
from apps.links import titles
from apps.links.tasks import read_title
from apps.links.tests.asking import Asker
from apps.links.titles import UnreadableError, is_public, title_of

HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/plain": (200, HTML, "<title>\n One &amp; two\n ✓ three </title><title>No</title>".encode()),
    "/latin": (200, {"Content-Type": "text/html; charset=latin-1"}, b"<title>Caf\xe9</title>"),
    "/unknown": (200, {"Content-Type": "text/html; charset=nonsense"}, b"<title>Yes</title>"),
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


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/slow":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b"<p>")
                time.sleep(0.1)
            return
        status, headers, body = PAGES[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Silent."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(port: int) -> Iterator[str]:
    """The server under a public name; its number passes for a public one."""

    def found(host: str, asked: int, *_: Any, **__: Any) -> list[Any]:
        return [(2, 1, 6, "", ("127.0.0.1", asked))]

    with (
        patch("apps.links.titles.socket.getaddrinfo", found),
        patch.object(titles, "is_public", lambda number: True),
    ):
        yield f"http://pages.example:{port}"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/plain", "One & two ✓ three"),
        ("/latin", "Café"),
        ("/unknown", "Yes"),
        ("/none", ""),
        ("/svg", ""),
        ("/late", ""),
        ("/bomb", ""),
        ("/moved", "One & two ✓ three"),
    ],
)
def test_the_title_is_read(site: str, path: str, title: str) -> None:
    assert title_of(f"{site}{path}") == title


@pytest.mark.parametrize("path", ["/pdf", "/gone", "/round", "/inside", "/file"])
def test_what_is_no_page_has_none(site: str, path: str) -> None:
    with pytest.raises(UnreadableError):
        title_of(f"{site}{path}")


def test_a_page_that_trickles_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(titles, "SECONDS", 0.5)
    monkeypatch.setattr(titles, "PIECE", 3)
    with pytest.raises(UnreadableError, match=r"too long|timed out"):
        title_of(f"{site}/slow")


PRIVATE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
    "fd00:ec2::254", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "2002:7f00:1::",
)  # fmt: skip


@pytest.mark.parametrize("number", PRIVATE)
def test_private_machines_are_not_asked(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111"])
def test_public_machines_are(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize("numbers", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], []])
def test_a_name_that_leads_inside_is_refused(port: int, numbers: list[str]) -> None:
    found = [(2, 1, 6, "", (number, port)) for number in numbers]
    with (
        patch("apps.links.titles.socket.getaddrinfo", return_value=found),
        pytest.raises(UnreadableError, match="not for everybody"),
    ):
        title_of(f"http://inside.example:{port}/plain")


@pytest.mark.parametrize("address", ["ftp://example.com/", "http://127.0.0.1/", "http://[::1]/"])
def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    with pytest.raises(UnreadableError):
        title_of(address)


def test_the_title_reaches_the_one_who_asked(site: str, alice: User) -> None:
    with patch("apps.links.tasks.send_live") as sent:
        read_title(url=f"{site}/plain", user_id=alice.pk)
        read_title(url=f"{site}/pdf", user_id=alice.pk)
    told = [(call.kwargs["user_id"], call.kwargs["event"]["title"]) for call in sent.mock_calls]
    assert told == [(alice.pk, "One & two ✓ three"), (alice.pk, "")]


@pytest.mark.django_db
def test_only_an_address_of_a_page_is_looked_at(alice: User) -> None:
    query = "mutation ($url: String!) { readTitle(url: $url) { asked } }"
    with patch("apps.links.schema.mutations.read_title.delay") as asked:
        assert Asker(alice).data(query, url="https://example.com/")["readTitle"]["asked"]
        assert Asker(alice).refusal(query, url="http://10.0.0.1/")["code"] == "BAD_USER_INPUT"
        assert Asker().refusal(query, url="https://example.com/")["code"] == "UNAUTHENTICATED"
    asked.assert_called_once_with(url="https://example.com/", user_id=alice.pk)
