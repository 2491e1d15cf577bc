"""Flower's gate, asked over HTTP on a real port."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from asgiref.sync import sync_to_async
from django.db import connections
from flower.options import options
from flower.urls import settings as flower_settings
from tornado.httpclient import AsyncHTTPClient, HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.testing import bind_unused_port

from apps.accounts.models import Session, User
from apps.accounts.sessions import end_sessions
from apps.accounts.tests.operators import enter_admin, make_operator
from config.celery import app
from config.flower import CREDENTIAL, GuardedFlower
from config.headers import HEADERS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest_asyncio.fixture
async def address() -> AsyncIterator[str]:
    options.url_prefix = "flower"
    options.basic_auth = [CREDENTIAL]
    options.inspect_timeout = 1000.0
    flower = GuardedFlower(capp=app, options=options, io_loop=IOLoop.current(), **flower_settings)
    listener, port = bind_unused_port()
    server = HTTPServer(flower)
    server.add_sockets([listener])
    yield f"http://127.0.0.1:{port}/flower"
    server.stop()
    await server.close_all_connections()
    flower.executor.shutdown(wait=False)
    await sync_to_async(connections.close_all)()


async def get(address: str, user: User | None = None, **headers: str) -> HTTPResponse:
    if user:
        client = await sync_to_async(enter_admin)(user)
        headers["Cookie"] = f"sessionid={client.cookies['sessionid'].value}"
    fetch = AsyncHTTPClient().fetch(
        address, headers=headers, follow_redirects=False, raise_error=False
    )
    return await asyncio.wait_for(fetch, 20)


async def test_staff_opens_it_with_the_admins_session(address: str) -> None:
    operator = await sync_to_async(make_operator)()
    answer = await get(f"{address}/workers", operator)
    assert answer.code == 200
    assert b"Flower" in answer.body


async def test_others_are_led_to_the_admins_sign_in(address: str) -> None:
    answer = await get(f"{address}/workers")
    assert answer.code == 302
    assert answer.headers["Location"] == "/admin/login/?next=/flower/workers"


async def test_the_api_is_behind_the_same_gate(address: str) -> None:
    assert (await get(f"{address}/api/workers")).code == 302


async def test_a_made_up_session_opens_nothing(address: str) -> None:
    answer = await get(f"{address}/workers", Cookie="sessionid=guessed")
    assert answer.code == 302


async def test_who_signs_out_is_out_at_once(address: str) -> None:
    operator = await sync_to_async(make_operator)()
    client = await sync_to_async(enter_admin)(operator)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    assert (await get(f"{address}/workers", Cookie=cookie)).code == 200
    await sync_to_async(end_sessions)(user=operator, end=Session.End.SIGNED_OUT)
    assert (await get(f"{address}/workers", Cookie=cookie)).code == 302


async def test_the_health_check_needs_no_session(address: str) -> None:
    assert (await get(f"{address}/healthcheck")).code == 200


async def test_its_answers_carry_the_headers_of_every_other(address: str) -> None:
    operator = await sync_to_async(make_operator)()
    for path, user in (("workers", operator), ("nothing", operator), ("workers", None)):
        answer = await get(f"{address}/{path}", user)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
