"""Flower's gate, asked over HTTP on a real port."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from tornado.httpclient import AsyncHTTPClient, HTTPResponse

from apps.accounts.models import Session, User
from apps.accounts.sessions import end_sessions
from apps.accounts.tests.operators import enter_admin, make_operator
from config.headers import HEADERS

pytestmark = pytest.mark.django_db(transaction=True)


async def get(address: str, user: User | None = None, **headers: str) -> HTTPResponse:
    if user:
        client = await sync_to_async(enter_admin)(user)
        headers["Cookie"] = f"sessionid={client.cookies['sessionid'].value}"
    fetch = AsyncHTTPClient().fetch(
        address, headers=headers, follow_redirects=False, raise_error=False
    )
    return await asyncio.wait_for(fetch, 20)


async def test_staff_opens_it_with_the_admins_session(flower_address: str) -> None:
    operator = await sync_to_async(make_operator)()
    answer = await get(f"{flower_address}/workers", operator)
    assert answer.code == 200
    assert b"Flower" in answer.body


async def test_others_are_led_to_the_admins_sign_in(flower_address: str) -> None:
    answer = await get(f"{flower_address}/workers")
    assert answer.code == 302
    assert answer.headers["Location"] == "/admin/login/?next=/flower/workers"


async def test_the_api_is_behind_the_same_gate(flower_address: str) -> None:
    assert (await get(f"{flower_address}/api/workers")).code == 302


async def test_a_made_up_session_opens_nothing(flower_address: str) -> None:
    answer = await get(f"{flower_address}/workers", Cookie="sessionid=guessed")
    assert answer.code == 302


async def test_who_signs_out_is_out_at_once(flower_address: str) -> None:
    operator = await sync_to_async(make_operator)()
    client = await sync_to_async(enter_admin)(operator)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    assert (await get(f"{flower_address}/workers", Cookie=cookie)).code == 200
    await sync_to_async(end_sessions)(user=operator, end=Session.End.SIGNED_OUT)
    assert (await get(f"{flower_address}/workers", Cookie=cookie)).code == 302


async def test_the_health_check_needs_no_session(flower_address: str) -> None:
    assert (await get(f"{flower_address}/healthcheck")).code == 200


async def test_its_answers_carry_the_headers_of_every_other(flower_address: str) -> None:
    operator = await sync_to_async(make_operator)()
    for path, user in (("workers", operator), ("nothing", operator), ("workers", None)):
        answer = await get(f"{flower_address}/{path}", user)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
