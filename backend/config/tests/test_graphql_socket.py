"""GraphQL's subscriptions over real sockets: uvicorn, Redis, and the clients that people use."""

import asyncio
import json
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
from apps.accounts.sessions import end_sessions
from apps.accounts.tests.factories import access_of, make_user
from apps.core.graphql import sockets
from apps.core.graphql.sockets import PROTOCOL
from apps.links.models import Link
from apps.links.news import NEW_LINKS, comments_on, counts_of
from apps.links.tests.asking import Asker
from apps.links.tests.factories import make_link
from config.asgi import application

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
    """Until somebody listens to it: what is said before is heard by nobody."""
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
    await sync_to_async(lambda: Asker(user).data(VOTE, id=link.pk))()


async def test_votes_arrive_at_those_who_see_the_link(alice: User, bob: User) -> None:
    link, other = await sync_to_async(lambda: (make_link(by=alice), make_link(by=alice)))()
    async with serving() as port, page(port) as socket:
        await subscribe(socket, COUNTS, ids=[link.pk])
        await joined(counts_of(link.pk))
        await vote(other, bob)
        await vote(link, bob)
        counts = {"id": str(link.pk), "score": 2, "commentCount": 0}
        assert await heard(socket) == {
            "id": "1", "type": "next", "payload": {"data": {"linkCounts": counts}},
        }  # fmt: skip


async def test_new_links_and_comments_arrive(alice: User) -> None:
    link = await sync_to_async(make_link)()
    asker = await sync_to_async(Asker)(alice)
    async with serving() as port, page(port, await sync_to_async(access_of)(alice)) as socket:
        await subscribe(socket, "subscription { linkCreated { description editable } }", "new")
        on_link = "subscription ($id: ID!) { commentCreated(linkId: $id) { body editable } }"
        await subscribe(socket, on_link, "talk", id=link.pk)
        await joined(NEW_LINKS)
        await joined(comments_on(link.pk))

        create = 'mutation { createLink(url: "https://e.example/", description: "New") { id } }'
        await sync_to_async(asker.data)(create)
        assert (await heard(socket))["payload"]["data"] == {
            "linkCreated": {"description": "New", "editable": True}
        }
        await sync_to_async(asker.data)(SAY, id=link.pk)
        assert await heard(socket) == {
            "id": "talk",
            "type": "next",
            "payload": {"data": {"commentCreated": {"body": "Hi.", "editable": True}}},
        }

        await say(socket, id="talk", type="complete")
        await sync_to_async(asker.data)(SAY, id=link.pk)
        await say(socket, type="ping")
        assert await heard(socket) == {"type": "pong"}


async def test_a_query_is_answered_and_a_mutation_is_not() -> None:
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
async def test_what_is_refused_is_said_and_the_socket_stays(query: str, code: str) -> None:
    async with serving() as port, page(port) as socket:
        await subscribe(socket, query)
        answer = await heard(socket)
        assert (answer["id"], answer["type"]) == ("1", "error")
        assert answer["payload"][0]["extensions"]["code"] == code
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
async def test_who_does_not_keep_to_the_protocol_is_closed(sent: str | bytes, code: int) -> None:
    async with serving() as port, page(port) as socket:
        await socket.send(sent)
        assert await closed_with(socket) == code


async def test_who_asks_before_the_greeting_is_closed() -> None:
    async with serving() as port, page(port, begun=False) as socket:
        await subscribe(socket, "{ links { id } }")
        assert await closed_with(socket) == 4401


async def test_who_never_greets_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "SECONDS_TO_BEGIN", 0.2)
    async with serving() as port, page(port, begun=False) as socket:
        assert await closed_with(socket) == 4408


async def test_two_of_the_same_name_are_one_too_many() -> None:
    async with serving() as port, page(port) as socket:
        for _ in range(2):
            await subscribe(socket, COUNTS, ids=[1])
        assert await closed_with(socket) == 4409


async def test_a_bad_token_is_refused() -> None:
    async with serving() as port, page(port, begun=False) as socket:
        await say(socket, type="connection_init", payload={"Authorization": "Bearer x.y.z"})
        assert await closed_with(socket) == 4403


async def test_the_end_of_the_session_closes_the_socket(alice: User) -> None:
    async with serving() as port, page(port, await sync_to_async(access_of)(alice)) as socket:
        await sync_to_async(end_sessions)(user=alice, end=Session.End.ENDED_ELSEWHERE)
        assert await closed_with(socket) == 4403


@pytest.mark.parametrize("client_of", ["graphql_ws_client.mjs", "apollo_client.mjs"])
async def test_a_clients_subscription_holds_through_a_restart(alice: User, client_of: str) -> None:
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
        )
        try:
            assert await line_of(client) == "connected"
            await joined(counts_of(link.pk))
            await vote(link, voters[0])
            assert await line_of(client) == "score 2"
        except BaseException:
            client.kill()
            raise
    try:
        async with serving(port):
            assert await line_of(client) == "connected"
            await joined(counts_of(link.pk))
            await vote(link, voters[1])
            assert await line_of(client) == "score 3"
    finally:
        client.kill()
        await client.wait()


async def line_of(client: asyncio.subprocess.Process) -> str:
    assert client.stdout
    return (await asyncio.wait_for(client.stdout.readline(), 60)).decode().strip()
