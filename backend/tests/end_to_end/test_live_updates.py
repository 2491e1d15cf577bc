"""Live updates over real sockets: uvicorn, the channel layer on Redis, and a client."""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator
from unittest.mock import AsyncMock, patch

import pytest
import pytest_asyncio
import redis.exceptions
import uvicorn
from asgiref.sync import sync_to_async
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from apps.accounts.models import User
from apps.accounts.sessions.websocket_tickets import issue_ticket
from apps.accounts.tests.factories import make_session
from apps.core import websocket_limits
from apps.core.graphql.websocket import PROTOCOL
from apps.core.websockets import CLOSE_SIGN_IN_REQUIRED, CLOSE_TOO_MANY_SOCKETS, notify_user
from config.asgi import application

pytestmark = pytest.mark.django_db(transaction=True)


@pytest_asyncio.fixture
async def url() -> AsyncIterator[str]:
    config = uvicorn.Config(
        application, port=0, lifespan="off", log_level="warning", ws="websockets-sansio"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"ws://127.0.0.1:{port}/ws/live/"
    server.should_exit = True
    await serving


async def page_of(user: User, url: str) -> ClientConnection:
    ticket = await sync_to_async(lambda: issue_ticket(session=make_session(user)))()
    return await connect(f"{url}?ticket={ticket}")


async def hears_nothing(page: ClientConnection) -> bool:
    try:
        await asyncio.wait_for(page.recv(), 0.3)
    except TimeoutError:
        return True
    return False


async def test_event_reaches_only_pages_of_its_user(url: str, alice: User, bob: User) -> None:
    hers, his = await page_of(alice, url), await page_of(bob, url)

    event = {"type": "greeting", "text": "hello"}
    await sync_to_async(notify_user)(user_id=alice.pk, event=event)

    assert json.loads(await asyncio.wait_for(hers.recv(), 5)) == event
    assert await hears_nothing(his)
    await hers.close()
    await his.close()


async def test_messages_of_a_page_are_ignored(url: str, alice: User, bob: User) -> None:
    hers, his = await page_of(alice, url), await page_of(bob, url)
    await hers.send(json.dumps({"type": "live.event", "event": {"type": "forged"}}))
    await hers.send("no JSON")
    await hers.send(b"\0")
    assert await hears_nothing(hers)
    assert await hears_nothing(his)
    await hers.close()
    await his.close()


@pytest.mark.parametrize("query", ["?ticket=guessed", "", "?ticket="])
async def test_socket_without_a_valid_ticket_is_closed(url: str, query: str) -> None:
    page = await connect(f"{url}{query}")
    with pytest.raises(ConnectionClosed) as closed:
        await asyncio.wait_for(page.recv(), 5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == CLOSE_SIGN_IN_REQUIRED


@pytest.mark.parametrize("path", ["/", "/ws/", "/ws/live/more/", "/ws/live"])
async def test_socket_with_an_unknown_path_is_rejected_without_an_error(
    url: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await connect(url.replace("/ws/live/", path))
    assert refused.value.response.status_code == 403
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_sockets_of_a_user_are_limited(
    url: str, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websocket_limits, "MAX_PER_USER", 2)
    first, second = await page_of(alice, url), await page_of(alice, url)
    third, his = await page_of(alice, url), await page_of(bob, url)
    with pytest.raises(ConnectionClosed) as closed:
        await asyncio.wait_for(third.recv(), 5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == CLOSE_TOO_MANY_SOCKETS

    await first.close()
    async with asyncio.timeout(30):
        while websocket_limits.open_by_user[alice.pk] == 2:
            await asyncio.sleep(0.01)
    fourth = await page_of(alice, url)
    assert await hears_nothing(fourth)
    for page in (second, fourth, his):
        await page.close()


async def test_sockets_of_an_ip_address_are_limited(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    graphql = url.replace("live", "graphql")
    monkeypatch.setattr(websocket_limits, "MAX_PER_NETWORK", 1)
    # Without the sockets that tests before this one have left open in this process.
    monkeypatch.setattr(websocket_limits, "open_by_network", Counter())
    first = await connect(graphql, subprotocols=[Subprotocol(PROTOCOL)])
    with pytest.raises(InvalidStatus) as refused:
        await connect(graphql, subprotocols=[Subprotocol(PROTOCOL)])
    assert refused.value.response.status_code == 403

    await first.close()
    async with asyncio.timeout(30):
        while websocket_limits.open_by_network:
            await asyncio.sleep(0.01)
    again = await connect(graphql, subprotocols=[Subprotocol(PROTOCOL)])
    await again.close()


def test_lost_event_raises_no_error() -> None:
    away = redis.exceptions.ConnectionError("away")
    with patch("apps.core.websockets.get_channel_layer") as layer:
        layer.return_value.group_send = AsyncMock(side_effect=away)
        notify_user(user_id=1, event={"type": "greeting"})
    assert layer.return_value.group_send.called
