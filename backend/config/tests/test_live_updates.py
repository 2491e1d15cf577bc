"""Live updates over real sockets: uvicorn, the channel layer on Redis, and a client."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from unittest.mock import AsyncMock, patch

import pytest
import pytest_asyncio
import redis.exceptions
import uvicorn
from asgiref.sync import sync_to_async
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from apps.accounts.models import User
from apps.accounts.tests.factories import make_session
from apps.accounts.tickets import issue_ticket
from apps.core.live import SIGN_IN_REQUIRED, send_live
from config.asgi import application

pytestmark = pytest.mark.django_db(transaction=True)


@pytest_asyncio.fixture
async def address() -> AsyncIterator[str]:
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


async def page_of(user: User, address: str) -> ClientConnection:
    ticket = await sync_to_async(lambda: issue_ticket(session=make_session(user)))()
    return await connect(f"{address}?ticket={ticket}")


async def hears_nothing(page: ClientConnection) -> bool:
    try:
        await asyncio.wait_for(page.recv(), 0.3)
    except TimeoutError:
        return True
    return False


async def test_an_event_reaches_the_open_page_of_its_user_only(
    address: str, alice: User, bob: User
) -> None:
    hers, his = await page_of(alice, address), await page_of(bob, address)

    event = {"type": "greeting", "text": "hello"}
    await sync_to_async(send_live)(user_id=alice.pk, event=event)

    assert json.loads(await asyncio.wait_for(hers.recv(), 5)) == event
    assert await hears_nothing(his)
    await hers.close()
    await his.close()


async def test_what_a_page_sends_is_not_acted_on(address: str, alice: User, bob: User) -> None:
    hers, his = await page_of(alice, address), await page_of(bob, address)
    await hers.send(json.dumps({"type": "live.event", "event": {"type": "forged"}}))
    await hers.send("no JSON")
    await hers.send(b"\0")
    assert await hears_nothing(hers)
    assert await hears_nothing(his)
    await hers.close()
    await his.close()


@pytest.mark.parametrize("query", ["?ticket=guessed", "", "?ticket="])
async def test_without_a_valid_ticket_the_socket_is_closed_with_a_code(
    address: str, query: str
) -> None:
    page = await connect(f"{address}{query}")
    with pytest.raises(ConnectionClosed) as closed:
        await asyncio.wait_for(page.recv(), 5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == SIGN_IN_REQUIRED


@pytest.mark.parametrize("path", ["/", "/ws/", "/ws/live/more/", "/ws/live"])
async def test_a_socket_elsewhere_is_refused_and_no_fault(
    address: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await connect(address.replace("/ws/live/", path))
    assert refused.value.response.status_code == 403
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_lost_event_does_not_fail_its_sender() -> None:
    away = redis.exceptions.ConnectionError("away")
    with patch("apps.core.live.get_channel_layer") as layer:
        layer.return_value.group_send = AsyncMock(side_effect=away)
        send_live(user_id=1, event={"type": "greeting"})
    assert layer.return_value.group_send.called
