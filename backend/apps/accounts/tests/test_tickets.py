from collections.abc import Callable

from rest_framework.test import APIClient

from apps.accounts.models import Session, User
from apps.accounts.sessions.sessions import end_sessions
from apps.accounts.sessions.websocket_tickets import redeem_ticket

ClientOf = Callable[[User | None], APIClient]


def test_ticket_opens_one_socket(alice: User, client_of: ClientOf) -> None:
    response = client_of(alice).post("/api/socket-tickets/")

    assert response.status_code == 201
    assert response.json()["expires_in"] == 30
    session = redeem_ticket(response.json()["ticket"])
    assert session is not None
    assert session.user_id == alice.pk
    assert redeem_ticket(response.json()["ticket"]) is None


def test_ticket_expires(alice: User, client_of: ClientOf) -> None:
    from django.core.cache import cache

    ticket = client_of(alice).post("/api/socket-tickets/").json()["ticket"]
    assert 0 < cache._cache.get_client().ttl(cache.make_key(f"socket-ticket:{ticket}")) <= 30  # type: ignore[attr-defined]


def test_ticket_of_ended_session_is_rejected(alice: User, client_of: ClientOf) -> None:
    ticket = client_of(alice).post("/api/socket-tickets/").json()["ticket"]
    end_sessions(user=alice, end=Session.End.SIGNED_OUT)
    assert redeem_ticket(ticket) is None


def test_ticket_requires_login(client_of: ClientOf) -> None:
    assert client_of(None).post("/api/socket-tickets/").status_code == 401
