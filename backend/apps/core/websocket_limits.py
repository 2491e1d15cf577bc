"""Limits on open WebSockets per process, by client network and by user."""

from collections import Counter
from typing import Any

from django.http import HttpRequest

from apps.core.client_ip import get_client_network

# An office behind one IP address has a few per browser tab.
MAX_PER_NETWORK = 500
MAX_PER_USER = 50

open_by_network: Counter[str | None] = Counter()
open_by_user: Counter[int] = Counter()


class SocketLimitMiddleware:
    """Reject the handshake of a client that has too many sockets open."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        network = _network(scope)
        if open_by_network[network] >= MAX_PER_NETWORK:
            await receive()
            await send({"type": "websocket.close"})
            return
        open_by_network[network] += 1
        try:
            await self.application(scope, receive, send)
        finally:
            _decrement(open_by_network, network)


def acquire_user_slot(user_id: int) -> bool:
    """Count a socket of the user; return False if there are too many. Release it on close."""
    if open_by_user[user_id] >= MAX_PER_USER:
        return False
    open_by_user[user_id] += 1
    return True


def release_user_slot(user_id: int) -> None:
    _decrement(open_by_user, user_id)


def _decrement(counter: Counter[Any], key: object) -> None:
    counter[key] -= 1
    if not counter[key]:
        del counter[key]


def _network(scope: dict[str, Any]) -> str | None:
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = (scope.get("client") or [""])[0]
    if forwarded := dict(scope.get("headers", ())).get(b"x-forwarded-for"):
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded.decode("latin-1")
    return get_client_network(request)
