"""Slow bodies, as gunicorn hands them on: a socket that more may come from."""

import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application

from apps.core.middleware.body_deadline import BodyDeadline

SECONDS = 0.05


@pytest.fixture
def sockets() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def environ(connection: socket.socket, size: int, **more: Any) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "CONTENT_LENGTH": str(size),
        "CONTENT_TYPE": "application/json",
        "wsgi.input": connection.makefile("rb"),
        "wsgi.url_scheme": "http",
        "gunicorn.socket": connection,
        **more,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/api/token/", "application/json"),
        ("/graphql/", "application/json"),
        ("/graphql/", "application/x-www-form-urlencoded"),
    ],
)
def test_stalled_body_gets_a_response(
    sockets: tuple[socket.socket, socket.socket], path: str, content_type: str
) -> None:
    ours, theirs = sockets
    theirs.sendall(b'{"query": ')
    started: dict[str, str] = {}

    def start_response(status: str, headers: object) -> None:
        started["status"] = status

    application = BodyDeadline(get_wsgi_application(), seconds=SECONDS)
    request = environ(ours, 1_000, PATH_INFO=path, CONTENT_TYPE=content_type)
    body = b"".join(application(request, start_response))

    assert started["status"].startswith("400 ")
    assert "body" in json.loads(body).get("detail", "body")


def test_body_deadline_grows_with_its_size(sockets: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = sockets
    theirs.sendall(b"x" * 100)

    def read(environ: dict[str, Any], start_response: object) -> list[bytes]:
        return [environ["wsgi.input"].read(100)]

    application = BodyDeadline(read, seconds=0.0, slowest=1)

    assert application(environ(ours, 100), None) == [b"x" * 100]


def test_complete_body_is_read_after_the_deadline(
    sockets: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = sockets
    theirs.sendall(b"whole")

    def work(environ: dict[str, Any], start_response: object) -> list[bytes]:
        body = environ["wsgi.input"].read(5)
        environ["wsgi.input"].end()  # the time is up while it works
        theirs.sendall(b"next")
        return [body, ours.recv(4)]

    assert BodyDeadline(work)(environ(ours, 5), None) == [b"whole", b"next"]
