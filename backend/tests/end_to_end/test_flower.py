"""Flower's gate, asked over HTTP on a real port."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import Permission
from tornado.httpclient import AsyncHTTPClient, HTTPResponse

from apps.accounts.models import Session, User
from apps.accounts.sessions.sessions import end_sessions
from apps.accounts.tests.operators import enter_admin, make_operator
from config.security_headers import HEADERS

pytestmark = pytest.mark.django_db(transaction=True)


RUN = "task/async-apply/apps.accounts.tasks.mail_change_of_address"
SAFE = "task/revoke/1480b55c"


async def get(
    address: str, user: User | None = None, method: str = "GET", **headers: str
) -> HTTPResponse:
    if user:
        client = await sync_to_async(enter_admin)(user)
        headers["Cookie"] = f"sessionid={client.cookies['sessionid'].value}; _xsrf=x"
        headers["X-Xsrftoken"] = "x"
    fetch = AsyncHTTPClient().fetch(
        address,
        method=method,
        body="" if method == "POST" else None,
        headers=headers,
        follow_redirects=False,
        raise_error=False,
        allow_nonstandard_methods=True,
    )
    return await asyncio.wait_for(fetch, 20)


async def test_flower_opens_with_an_admin_session(flower_url: str) -> None:
    operator = await sync_to_async(make_operator)()
    response = await get(f"{flower_url}/workers", operator)
    assert response.code == 200
    assert b"Flower" in response.body


async def test_flower_redirects_others_to_the_admin_login(flower_url: str) -> None:
    response = await get(f"{flower_url}/workers")
    assert response.code == 302
    assert response.headers["Location"] == "/admin/login/?next=/flower/workers"


async def test_flower_api_requires_an_admin_session(flower_url: str) -> None:
    assert (await get(f"{flower_url}/api/workers")).code == 302


async def test_flower_rejects_an_unknown_session(flower_url: str) -> None:
    response = await get(f"{flower_url}/workers", Cookie="sessionid=guessed")
    assert response.code == 302


async def test_flower_rejects_an_ended_session(flower_url: str) -> None:
    operator = await sync_to_async(make_operator)()
    client = await sync_to_async(enter_admin)(operator)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    assert (await get(f"{flower_url}/workers", Cookie=cookie)).code == 200
    await sync_to_async(end_sessions)(user=operator, end=Session.End.SIGNED_OUT)
    assert (await get(f"{flower_url}/workers", Cookie=cookie)).code == 302


async def test_flower_health_check_needs_no_session(flower_url: str) -> None:
    assert (await get(f"{flower_url}/healthcheck")).code == 200


async def test_flower_responses_have_security_headers(flower_url: str) -> None:
    operator = await sync_to_async(make_operator)()
    for path, user in (("workers", operator), ("nothing", operator), ("workers", None)):
        response = await get(f"{flower_url}/{path}", user)
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def make_clerk(*permissions: str) -> User:
    """Return one of staff who is no superuser."""
    clerk = make_operator(is_superuser=False)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return clerk


async def test_flower_requires_the_permission(flower_url: str) -> None:
    clerk = await sync_to_async(make_clerk)("view_user", "change_user")
    for path in ("workers", "tasks", "metrics", "api/workers", "api/tasks"):
        response = await get(f"{flower_url}/{path}", clerk)
        assert (response.code, response.body) == (
            403,
            b"Flower is for superusers. Ask one for the permission.\n",
        )
    permitted = await sync_to_async(make_clerk)("use_flower")
    assert (await get(f"{flower_url}/workers", permitted)).code == 200


async def test_flower_starts_no_task_for_a_superuser(flower_url: str) -> None:
    operator = await sync_to_async(make_operator)()
    paths = (
        RUN,
        "task/apply/apps.accounts.tasks.delete_account",
        "task/send-task/apps.accounts.tasks.mail_notice",
        "task/apply/healthcheck",
        "task/rate-limit/apps.accounts.tasks.mail_notice",
        "worker/shutdown/one",
        "worker/queue/add-consumer/one",
        "task/revoke/1/../../apply/x",
        "task/%61pply/x",
    )
    for path in paths:
        response = await get(f"{flower_url}/api/{path}", operator, "POST")
        assert response.code == 403, path
        assert response.body == b"Flower does not do this here.\n", path
    for method in ("PUT", "DELETE", "PATCH"):
        assert (await get(f"{flower_url}/api/{RUN}", operator, method)).code == 403


async def test_flower_changes_require_our_origin(flower_url: str) -> None:
    operator = await sync_to_async(make_operator)()
    address = f"{flower_url}/api/{SAFE}"
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "same-site"}):
        response = await get(address, operator, "POST", **headers)
        assert response.body == b"Do this on a page of this site.\n"
    ours = await get(address, operator, "POST", **{"Sec-Fetch-Site": "same-origin"})
    assert ours.code == 200, ours.body
    assert b"Revoked" in ours.body
