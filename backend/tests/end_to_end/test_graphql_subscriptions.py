"""GraphQL's subscriptions over real sockets: uvicorn, Redis, and the clients that people use."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from apps.accounts.models import Session, User
from apps.accounts.sessions.sessions import end_sessions
from apps.accounts.tests.factories import access_of, make_user
from apps.accounts.tests.graphql_client import GraphQLClient
from apps.core import websocket_limits
from apps.core.graphql import websocket
from apps.core.graphql.document_cache import get_document
from apps.core.graphql.websocket import PROTOCOL
from apps.links.models import Link
from apps.links.notifications import NEW_LINKS, comments_group, counts_group
from apps.links.tests.factories import make_link
from config.asgi import application
from local.process import kill_with_parent

pytestmark = pytest.mark.django_db(transaction=True)

COUNTS = "subscription ($ids: [ID!]!) { linkCounts(ids: $ids) { id score commentCount } }"
VOTE = "mutation ($id: Int!) { createVote(linkId: $id) { link { id } } }"
SAY = 'mutation ($id: ID!) { createComment(linkId: $id, body: "Hi.") { comment { id } } }'
DEEP = "{ links { votes { link { votes { link { votes { id } } } } } } }"
QUASAR = settings.BACKEND.parent / "quasar"


@asynccontextmanager
async def serving(port: int = 0) -> AsyncIterator[int]:
    config = uvicorn.Config(
        application, port=port, lifespan="off", log_level="warning", ws="websockets-sansio"
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await task


@asynccontextmanager
async def page(
    port: int, token: str = "", *, begun: bool = True
) -> AsyncIterator[ClientConnection]:
    address = f"ws://127.0.0.1:{port}/ws/graphql/"
    async with connect(address, subprotocols=[PROTOCOL]) as socket:  # type: ignore[list-item] # a str
        if begun:
            payload = {"Authorization": f"Bearer {token}"} if token else {}
            await say(socket, type="connection_init", payload=payload)
            assert await heard(socket) == {"type": "connection_ack"}
        yield socket


async def say(socket: ClientConnection, **message: Any) -> None:
    await socket.send(json.dumps(message))


async def heard(socket: ClientConnection) -> Any:
    return json.loads(await asyncio.wait_for(socket.recv(), 60))


async def subscribe(socket: ClientConnection, query: str, key: str = "1", **variables: Any) -> None:
    payload = {"query": query, "variables": variables}
    await say(socket, id=key, type="subscribe", payload=payload)


async def joined(group: str) -> None:
    """Wait until a socket listens to the group: earlier messages reach none."""
    layer: Any = get_channel_layer()
    while not any(group in each for each in layer._get_layer().groups):
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)


async def closed_with(socket: ClientConnection) -> int:
    async def drained() -> None:
        while True:
            await asyncio.wait_for(socket.recv(), 60)

    with pytest.raises(ConnectionClosed) as closed:
        await drained()
    assert closed.value.rcvd
    return closed.value.rcvd.code


async def vote(link: Link, user: User) -> None:
    await sync_to_async(lambda: GraphQLClient(user).query(VOTE, id=link.pk))()


async def test_subscription_receives_votes_for_its_links(alice: User, bob: User) -> None:
    link, other = await sync_to_async(lambda: (make_link(by=alice), make_link(by=alice)))()
    async with serving() as port, page(port) as socket:
        await subscribe(socket, COUNTS, ids=[link.pk])
        await joined(counts_group(link.pk))
        await vote(other, bob)
        await vote(link, bob)
        counts = {"id": str(link.pk), "score": 2, "commentCount": 0}
        assert await heard(socket) == {
            "id": "1", "type": "next", "payload": {"data": {"linkCounts": counts}},
        }  # fmt: skip


async def test_subscription_receives_new_links_and_comments(alice: User) -> None:
    link = await sync_to_async(make_link)()
    client = await sync_to_async(GraphQLClient)(alice)
    async with serving() as port, page(port, await sync_to_async(access_of)(alice)) as socket:
        await subscribe(socket, "subscription { linkCreated { description editable } }", "new")
        on_link = "subscription ($id: ID!) { commentCreated(linkId: $id) { body editable } }"
        await subscribe(socket, on_link, "talk", id=link.pk)
        await joined(NEW_LINKS)
        await joined(comments_group(link.pk))

        create = 'mutation { createLink(url: "https://e.example/", description: "New") { id } }'
        await sync_to_async(client.query)(create)
        assert (await heard(socket))["payload"]["data"] == {
            "linkCreated": {"description": "New", "editable": True}
        }
        await sync_to_async(client.query)(SAY, id=link.pk)
        assert await heard(socket) == {
            "id": "talk",
            "type": "next",
            "payload": {"data": {"commentCreated": {"body": "Hi.", "editable": True}}},
        }

        await say(socket, id="talk", type="complete")
        await sync_to_async(client.query)(SAY, id=link.pk)
        await say(socket, type="ping")
        assert await heard(socket) == {"type": "pong"}


async def test_websocket_runs_queries_but_no_mutations() -> None:
    async with serving() as port, page(port) as socket:
        await subscribe(socket, "{ links { id } }")
        assert await heard(socket) == {
            "id": "1",
            "type": "next",
            "payload": {"data": {"links": []}},
        }
        assert await heard(socket) == {"id": "1", "type": "complete"}
        await subscribe(socket, "mutation { verifyToken { payload } }")
        (error,) = (await heard(socket))["payload"]
        assert error["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subscription { cheese }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        (f"subscription {{ linkCounts(ids: {list(range(101))}) {{ id }} }}", "BAD_USER_INPUT"),
        (DEEP, "QUERY_TOO_LARGE"),
    ],
)  # fmt: skip
async def test_rejected_document_returns_an_error_and_keeps_the_socket(
    query: str, code: str
) -> None:
    async with serving() as port, page(port) as socket:
        await subscribe(socket, query)
        response = await heard(socket)
        assert (response["id"], response["type"]) == ("1", "error")
        assert response["payload"][0]["extensions"]["code"] == code
        await say(socket, type="ping")
        assert await heard(socket) == {"type": "pong"}


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("no JSON", 4400),
        ("[" * 5_000, 4400),
        ('{"type": "other"}', 4400),
        ('{"type": 5}', 4400),
        ('{"id": "1", "type": "subscribe", "payload": {}}', 4400),
        ('{"id": "1", "type": "subscribe", "payload": {"query": "{a}", "variables": 1}}', 4400),
        ('{"type": "connection_init"}', 4429),
        (b"bytes", 4400),
        ("x" * 30_000, 4400),
    ],
)
async def test_protocol_violation_closes_the_socket(sent: str | bytes, code: int) -> None:
    async with serving() as port, page(port) as socket:
        await socket.send(sent)
        assert await closed_with(socket) == code


async def test_subscribe_before_connection_init_closes_the_socket() -> None:
    async with serving() as port, page(port, begun=False) as socket:
        await subscribe(socket, "{ links { id } }")
        assert await closed_with(socket) == 4401


async def test_missing_connection_init_closes_the_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "INIT_TIMEOUT_SECONDS", 0.2)
    async with serving() as port, page(port, begun=False) as socket:
        assert await closed_with(socket) == 4408


async def test_documents_are_parsed_outside_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    read_in: list[str] = []

    def read(*arguments: Any, **more: Any) -> Any:
        read_in.append(threading.current_thread().name)
        return get_document(*arguments, **more)

    monkeypatch.setattr(websocket, "get_document", read)
    async with serving() as port, page(port) as socket:
        for key in ("1", "2"):
            await subscribe(socket, "{ votes { id } }", key)
            await heard(socket)
            await heard(socket)
    # One thread for all of them: many would leave the loop one turn in as many.
    assert read_in == ["graphql-documents_0"] * 2


async def test_sockets_of_a_user_are_limited(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket_limits, "MAX_PER_USER", 1)
    token = await sync_to_async(access_of)(alice)
    async with serving() as port, page(port, token), page(port, begun=False) as second:
        await say(second, type="connection_init", payload={"Authorization": f"Bearer {token}"})
        assert await closed_with(second) == 4429


async def test_duplicate_subscription_id_closes_the_socket() -> None:
    async with serving() as port, page(port) as socket:
        for _ in range(2):
            await subscribe(socket, COUNTS, ids=[1])
        assert await closed_with(socket) == 4409


async def test_invalid_token_closes_the_socket() -> None:
    async with serving() as port, page(port, begun=False) as socket:
        await say(socket, type="connection_init", payload={"Authorization": "Bearer x.y.z"})
        assert await closed_with(socket) == 4403


async def test_ended_session_closes_the_socket(alice: User) -> None:
    async with serving() as port, page(port, await sync_to_async(access_of)(alice)) as socket:
        await sync_to_async(end_sessions)(user=alice, end=Session.End.ENDED_ELSEWHERE)
        assert await closed_with(socket) == 4403


@pytest.mark.parametrize("client_of", ["graphql_ws_client.mjs", "apollo_client.mjs"])
async def test_client_subscription_survives_a_restart(alice: User, client_of: str) -> None:
    link = await sync_to_async(make_link)(by=alice)
    voters = [await sync_to_async(make_user)() for _ in range(2)]
    async with serving() as port:
        client = await asyncio.create_subprocess_exec(
            str(QUASAR / "node_modules/node/bin/node"),
            str(Path(__file__).with_name(client_of)),
            f"ws://127.0.0.1:{port}/ws/graphql/",
            str(link.pk),
            cwd=QUASAR,
            stdout=asyncio.subprocess.PIPE,
            preexec_fn=kill_with_parent(),
        )
        try:
            assert await line_of(client) == "connected"
            await joined(counts_group(link.pk))
            await vote(link, voters[0])
            assert await line_of(client) == "score 2"
        except BaseException:
            client.kill()
            raise
    try:
        async with serving(port):
            assert await line_of(client) == "connected"
            await joined(counts_group(link.pk))
            await vote(link, voters[1])
            assert await line_of(client) == "score 3"
    finally:
        client.kill()
        await client.wait()


async def line_of(client: asyncio.subprocess.Process) -> str:
    assert client.stdout
    return (await asyncio.wait_for(client.stdout.readline(), 60)).decode().strip()
