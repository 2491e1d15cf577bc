import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from channels.layers import get_channel_layer
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from apps.accounts.models import SecurityEvent, Session, User
from apps.accounts.sessions.sessions import end_sessions
from apps.accounts.tests.factories import PASSWORD, make_session
from apps.core.websockets import session_group

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], APIClient]
FIREFOX = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def sign_in(client: Client, path: str = "/api/session/", **headers: str) -> str:
    body = {"email": "alice@example.com", "password": PASSWORD}
    response = client.post(path, body, "application/json", headers=headers)
    return str(response.json()["access"])


def sessions_of(access: str) -> Any:
    return Client().get("/api/sessions/", headers={"Authorization": f"Bearer {access}"}).json()


def test_live_sessions_are_listed(client: Client, alice: User, bob: User) -> None:
    make_session(bob)
    headers = {"User-Agent": FIREFOX, "X-Forwarded-For": "203.0.113.1"}
    access = sign_in(client, **headers)
    sign_in(Client(), "/api/token/", **{"User-Agent": "", "X-Forwarded-For": "2001:db8::1"})

    script, browser = sessions_of(access)

    assert browser["device"] == "Firefox on Ubuntu"
    assert (browser["address"], browser["client"]) == ("203.0.113.1", "browser")
    assert browser["current"] is True
    assert browser["created_at"]
    assert browser["last_used_at"]
    assert (script["device"], script["address"]) == ("", "2001:db8::1")
    assert (script["client"], script["current"]) == ("token", False)


def test_last_used_session_comes_first(client: Client, alice: User) -> None:
    sign_in(client, **{"X-Forwarded-For": "203.0.113.1"})
    Session.objects.update(last_used_at=timezone.now() - timedelta(days=2))
    other = sign_in(Client())
    Session.objects.filter(client="browser").exclude(address="203.0.113.1").update(
        last_used_at=timezone.now() - timedelta(days=1)
    )
    assert [one["current"] for one in sessions_of(other)] == [True, False]

    client.post("/api/session/refresh/", headers={"X-Forwarded-For": "203.0.113.2"})

    assert [one["current"] for one in sessions_of(other)] == [False, True]
    assert sessions_of(other)[0]["address"] == "203.0.113.2"


def test_ended_and_expired_sessions_are_not_listed(alice: User, client_of: ClientOf) -> None:
    make_session(alice)
    expired = make_session(alice)
    end_sessions(user=alice, end=Session.End.SIGNED_OUT)
    expired.ended_at, expired.expires_at = None, timezone.now()
    expired.save()
    assert [one["current"] for one in client_of(alice).get("/api/sessions/").json()] == [True]


def test_one_session_ends_and_others_stay(client: Client, alice: User) -> None:
    other, third = Client(), Client()
    access = sign_in(client)
    sign_in(other)
    named = next(one["id"] for one in sessions_of(access) if not one["current"])
    sign_in(third)

    headers = {"Authorization": f"Bearer {access}"}
    assert client.delete(f"/api/sessions/{named}/", headers=headers).status_code == 204

    assert other.post("/api/session/refresh/").status_code == 401
    assert client.post("/api/session/refresh/").status_code == 200
    assert third.post("/api/session/refresh/").status_code == 200
    assert SecurityEvent.objects.filter(user=alice, kind="session_ended").count() == 1


def test_sign_out_everywhere_includes_current_session(
    client: Client, alice: User, bob: User
) -> None:
    his = make_session(bob)
    other = Client()
    sign_in(other)
    access = sign_in(client)
    headers = {"Authorization": f"Bearer {access}"}

    assert client.delete("/api/sessions/", headers=headers).status_code == 204

    assert client.get("/api/users/me/", headers=headers).status_code == 401
    for browser in (client, other):
        assert browser.post("/api/session/refresh/").status_code == 401
    assert list(Session.live.all()) == [his]
    assert SecurityEvent.objects.filter(user=alice, kind="all_sessions_ended").count() == 1


@pytest.mark.django_db(transaction=True)
def test_ended_session_closes_its_sockets(alice: User, bob: User, client_of: ClientOf) -> None:
    layer = get_channel_layer()
    assert layer is not None
    ended, kept, his = make_session(alice), make_session(alice), make_session(bob)
    hers = client_of(alice)

    async def heard_while_ending() -> dict[str, bool]:
        channels = {}
        for name, session in (("ended", ended), ("kept", kept), ("his", his)):
            channels[name] = await layer.new_channel()
            await layer.group_add(session_group(session.pk), channels[name])
        response = await sync_to_async(hers.delete)(f"/api/sessions/{ended.pk}/")
        assert response.status_code == 204
        return {name: await hears_its_end(channel) for name, channel in channels.items()}

    async def hears_its_end(channel: str) -> bool:
        try:
            async with asyncio.timeout(0.5):
                message = await layer.receive(channel)
        except TimeoutError:
            return False
        return bool(message["type"] == "live.end")

    heard = async_to_sync(heard_while_ending)()

    assert heard == {"ended": True, "kept": False, "his": False}


def test_sessions_of_others_are_not_found(alice: User, bob: User, client_of: ClientOf) -> None:
    hers = make_session(alice)
    his = client_of(bob)
    assert str(hers.pk) not in [one["id"] for one in his.get("/api/sessions/").json()]
    for session_id in (hers.pk, uuid4()):
        assert his.delete(f"/api/sessions/{session_id}/").status_code == 404
    assert his.delete("/api/sessions/no-id/").status_code == 404
    assert Session.live.filter(pk=hers.pk).exists()
    assert not SecurityEvent.objects.filter(kind="session_ended").exists()


def test_sessions_require_login(client_of: ClientOf) -> None:
    anonymous = client_of(None)
    assert anonymous.get("/api/sessions/").status_code == 401
    assert anonymous.delete("/api/sessions/").status_code == 401
