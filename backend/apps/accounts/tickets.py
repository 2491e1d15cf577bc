"""Socket tickets: a browser cannot send a header with a web socket, and a token in a URL ends in
logs. A ticket is random, opens one socket and is worthless half a minute later."""

import secrets
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from django.core.cache import cache

SECONDS = 30


def issue_ticket(*, user_id: int) -> str:
    ticket = secrets.token_urlsafe(24)
    cache.set(_key(ticket), user_id, SECONDS)
    return ticket


def redeem_ticket(ticket: str) -> int | None:
    """The user id behind a ticket, once. Two who race for it: the deletion decides."""
    user_id: int | None = cache.get(_key(ticket))
    return user_id if user_id is not None and cache.delete(_key(ticket)) else None


class TicketMiddleware:
    """Sets `user_id` in the socket's scope; None without a valid `?ticket=`."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        ticket = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [""])[0]
        scope["user_id"] = await database_sync_to_async(redeem_ticket)(ticket)
        return await self.application(scope, receive, send)


def _key(ticket: str) -> str:
    return f"socket-ticket:{ticket}"
