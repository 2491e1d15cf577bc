"""WebSockets and Flower in the access matrix. Their processes read committed rows only."""

import json
import re
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.test import Client
from flower.urls import handlers as flower_handlers
from tornado.httpclient import AsyncHTTPClient
from tornado.routing import URLSpec

from apps.accounts.models import User
from apps.core.graphql.websocket import PROTOCOL
from apps.core.websockets import notify_user
from config.asgi import application
from tests.access_matrix.matrix import Row, create_fixture, parametrize_rows
from tests.access_matrix.signed_in_clients import make_users, open_admin, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def users(transactional_db: None) -> dict[str, User | None]:
    return make_users()


@parametrize_rows("socket")
def test_websocket_matches_access_matrix(
    row: Row, role: str, users: dict[str, User | None]
) -> None:
    user, fixture = users[role], create_fixture(row, users)
    ticket = signed_in(user).post("/api/socket-tickets/").json().get("ticket", "")

    async def connect() -> int | str:
        query = f"ticket={ticket}".encode()
        scope = {
            "type": "websocket",
            "path": row.path,
            "query_string": query,
            "subprotocols": [PROTOCOL],
        }
        page: Any = ApplicationCommunicator(application, scope)  # type: ignore[no-untyped-call]
        await page.send_input({"type": "websocket.connect"})
        await page.receive_output()
        if fixture.payload:
            await page.send_input(
                {"type": "websocket.receive", "text": json.dumps(fixture.payload)}
            )
        elif user:
            await sync_to_async(notify_user)(user_id=user.pk, event={"type": "greeting"})
        next_one = await page.receive_output()
        await page.send_input({"type": "websocket.disconnect", "code": 1000})
        await page.wait()
        return "open" if next_one["type"] == "websocket.send" else int(next_one["code"])

    assert async_to_sync(connect)() == row.outcome(role)


@parametrize_rows("flower")
async def test_flower_page_matches_access_matrix(
    row: Row, role: str, users: dict[str, User | None], flower_url: str
) -> None:
    client = await sync_to_async(_open_admin)(users[role])
    assert await flower_status(flower_url, row.path, client) == row.outcome(role)


async def test_other_flower_pages_redirect_anonymous(flower_url: str) -> None:
    for handler in flower_handlers:
        pattern = handler.regex.pattern.rstrip("$") if isinstance(handler, URLSpec) else handler[0]
        path = "/flower" + re.sub(r"\(.+\)|\.\*|/\?", "/x", pattern)
        if path != "/flower/healthcheck":
            assert await flower_status(flower_url, path, Client()) == 302


async def flower_status(address: str, path: str, client: Client) -> int:
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    response = await AsyncHTTPClient().fetch(
        f"{address}{path.removeprefix('/flower')}",
        headers={"Cookie": cookies},
        follow_redirects=False,
        raise_error=False,
    )
    return int(response.code)


def _open_admin(user: User | None) -> Client:
    return open_admin(signed_in(user))
