from collections.abc import Callable

from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tickets import redeem_ticket

ClientOf = Callable[[User | None], APIClient]


def test_a_ticket_opens_one_socket(alice: User, client_of: ClientOf) -> None:
    answer = client_of(alice).post("/api/socket-tickets/")

    assert answer.status_code == 201
    assert answer.json()["expires_in"] == 30
    assert redeem_ticket(answer.json()["ticket"]) == alice.pk
    assert redeem_ticket(answer.json()["ticket"]) is None


def test_a_ticket_expires(alice: User, client_of: ClientOf) -> None:
    from django.core.cache import cache

    ticket = client_of(alice).post("/api/socket-tickets/").json()["ticket"]
    assert 0 < cache._cache.get_client().ttl(cache.make_key(f"socket-ticket:{ticket}")) <= 30  # type: ignore[attr-defined]


def test_nobody_gets_no_ticket(client_of: ClientOf) -> None:
    assert client_of(None).post("/api/socket-tickets/").status_code == 401
