"""Attacks on running processes, each with the figure that it has to hold.

`make test-hostile` holds them to the figures; with URL=http://localhost:8080 it attacks what runs
there. In `make test`, beside everything else, they have ten times as long.
"""

import asyncio
import json
import socket
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack, suppress
from http.client import HTTPConnection
from time import monotonic
from typing import Any
from urllib.parse import urlsplit
from zlib import compress

import psutil
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from apps.core.graphql.tests.test_query_cost import mutual_fragments
from apps.core.graphql.websocket import PROTOCOL
from tests.backend_processes import BackendProcesses

HEALTH = "/api/health-check/"
MEGABYTE = 1024 * 1024


class Site:
    """Addresses of the web process and the socket process."""

    def __init__(
        self, web: str, sockets: str, *, slack: int, socket_process: int | None = None
    ) -> None:
        self.slack = slack
        """How many times the figures may take."""
        self.web = web
        self.sockets = sockets
        self.socket_process = socket_process
        """Its number, where it runs here."""

    def connection(self) -> HTTPConnection:
        return HTTPConnection(self.web, timeout=60)

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any, float]:
        """Return the status, the body, and the seconds it took."""
        connection = self.connection()
        begun = monotonic()
        headers = {"Content-Type": "application/json"}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response.status, content, monotonic() - begun

    def graphql(self, query: str, **variables: Any) -> tuple[int, Any, float]:
        return self.ask("POST", "/graphql/", {"query": query, "variables": variables})

    def page(self) -> Any:
        return connect(
            f"ws://{self.sockets}/ws/graphql/", subprotocols=[Subprotocol(PROTOCOL)], max_size=None
        )


@pytest.fixture(scope="module")
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    slack = 1 if request.config.getoption("--hostile") else 10
    if url := request.config.getoption("--url"):
        address = urlsplit(url).netloc
        yield Site(address, address, slack=slack)
        return
    request.getfixturevalue("django_db_setup")
    backend = BackendProcesses(tmp_path_factory.mktemp("hostile"), "web", "websocket")
    backend.wait()
    web, sockets = (f"127.0.0.1:{backend.ports[name]}" for name in ("web", "websocket"))
    site = Site(web, sockets, slack=slack, socket_process=backend.processes["websocket"].pid)
    # The first request loads what all need.
    assert site.ask("GET", HEALTH)[0] == 200
    assert site.graphql("{ __typename }")[0] == 200
    yield site
    backend.stop()


def invented_cursor() -> str:
    members = json.dumps({"b": 0, "s": [1] * 990_000}).encode()
    return urlsafe_b64encode(compress(members, 9)).decode()


CURSOR = "query ($after: String) { feed(after: $after) { edges { cursor } } }"
SAME = "{ links { " + "votes { id } " * 240 + "} }"
# As many fields as a valid document may have.
DEAR = "{ " + " ".join(f"a{number}: me {{ id username }}" for number in range(65)) + " }"


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        (mutual_fragments(15), {}),
        (mutual_fragments(25), {}),
        (SAME, {}),
        (CURSOR, {"after": invented_cursor()}),
        ("{ me { id } }", {"unused": "x" * 900_000}),
    ],
    ids=["fragments", "more fragments", "fields of one name", "invented cursor", "long variables"],
)  # fmt: skip
def test_amplified_queries_are_rejected(site: Site, query: str, variables: dict[str, Any]) -> None:
    status, body, seconds = site.graphql(query, **variables)

    assert (status, b'"errors"' in body) in {(400, True), (200, True)}
    assert seconds < 0.5 * site.slack


async def begun(socket: ClientConnection) -> ClientConnection:
    await socket.send(json.dumps({"type": "connection_init"}))
    assert json.loads(await socket.recv())["type"] == "connection_ack"
    return socket


async def test_documents_of_a_socket_do_not_delay_another(site: Site) -> None:
    # The best of three: what else the machine does may fall into one of them.
    slowest_pongs = [await slowest_pong_beside_documents(site, attempt) for attempt in range(3)]

    assert min(slowest_pongs) < 0.05 * site.slack


async def slowest_pong_beside_documents(site: Site, attempt: int) -> float:
    """Return the seconds of the slowest pong while another socket sends 20 documents."""
    async with site.page() as busy, site.page() as other:
        await begun(busy)
        await begun(other)
        for number in range(20):
            # Each is another text: none is known already.
            query = f"query q{attempt}_{number} {DEAR}"
            message = {"id": str(number), "type": "subscribe", "payload": {"query": query}}
            await busy.send(json.dumps(message))
        delays = []
        ended = asyncio.create_task(completed(busy, 20))
        while not ended.done():
            sent = monotonic()
            await other.send(json.dumps({"type": "ping"}))
            assert json.loads(await other.recv()) == {"type": "pong"}
            delays.append(monotonic() - sent)
            await asyncio.sleep(0)
        await ended
    assert len(delays) > 5
    return max(delays)


async def completed(socket: ClientConnection, count: int) -> None:
    ended = 0
    while ended < count:
        ended += json.loads(await asyncio.wait_for(socket.recv(), 60))["type"] != "next"


async def test_unfinished_messages_take_no_memory(site: Site) -> None:
    async def fragments() -> Any:
        for _ in range(64):
            yield "x" * (MEGABYTE // 4)

    before = memory_of(site.socket_process)
    async with AsyncExitStack() as stack:
        for _ in range(10):
            page = await stack.enter_async_context(site.page())
            with suppress(ConnectionClosed):
                await page.send(fragments())
            with pytest.raises(ConnectionClosed):
                await page.recv()
        assert memory_of(site.socket_process) - before < 20 * MEGABYTE


def memory_of(process: int | None) -> int:
    """Bytes; 0 where it runs elsewhere."""
    return psutil.Process(process).memory_info().rss if process else 0


async def test_idle_sockets_do_not_block_others(site: Site) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(300):
            await stack.enter_async_context(site.page())
        async with site.page() as page:
            sent = monotonic()
            await begun(page)
            assert monotonic() - sent < 0.5 * site.slack


@pytest.mark.parametrize("path", ["/graphql/", "/api/token/", "/admin/login/"])
@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "application/json"])
def test_body_of_300_megabytes_is_rejected_unread(site: Site, path: str, content_type: str) -> None:
    begun = monotonic()
    connection = site.connection()
    connection.putrequest("POST", path)
    connection.putheader("Content-Type", content_type)
    connection.putheader("Content-Length", str(300 * MEGABYTE))
    connection.endheaders(b"--x\r\n" + b"x" * 1000)
    response = connection.getresponse()
    connection.close()

    assert response.status == 413
    assert monotonic() - begun < 0.5 * site.slack


def test_websocket_process_buffers_no_body(site: Site) -> None:
    connection = HTTPConnection(site.sockets, timeout=60)
    # The first request loads code.
    connection.request("POST", "/ws/elsewhere/", b"x")
    connection.getresponse().read()
    connection.putrequest("POST", "/ws/elsewhere/")
    connection.putheader("Content-Length", str(300 * MEGABYTE))
    connection.endheaders(b"x" * 1000)
    before = memory_of(site.socket_process)
    response = connection.getresponse()
    connection.close()

    assert response.status in {404, 413}
    assert memory_of(site.socket_process) - before < 5 * MEGABYTE


@pytest.mark.nightly
def test_slow_bodies_release_the_threads_after_a_timeout(site: Site) -> None:
    """Behind nginx they hold none."""
    host, _, port = site.web.partition(":")
    request = b"POST /graphql/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with ExitStack() as stack:
        slow = [
            stack.enter_context(socket.create_connection((host, int(port or 80))))
            for _ in range(20)
        ]
        for each in slow:
            each.sendall(request + b"Content-Length: 1000\r\n\r\n{")
        status, content, seconds = site.ask("GET", HEALTH)

    assert status == 200, content
    assert seconds < 25
