"""WebSocket tickets: browsers cannot send headers with a WebSocket, and a token in a URL would end
up in logs. A ticket is random, opens one socket and expires after half a minute."""

import secrets
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from channels.db import database_sync_to_async
from django.core.cache import cache

from apps.accounts.models import Session

TICKET_LIFETIME_SECONDS = 30


def issue_ticket(*, session: Session) -> str:
    ticket = secrets.token_urlsafe(24)
    cache.set(_key(ticket), session.pk, TICKET_LIFETIME_SECONDS)
    return ticket


def redeem_ticket(ticket: str) -> Session | None:
    """Return the session of a ticket, once: of concurrent requests, one can delete the ticket."""
    session_id: UUID | None = cache.get(_key(ticket))
    if session_id is None or not cache.delete(_key(ticket)):
        return None
    # The session may have ended since.
    return Session.live.filter(pk=session_id).first()


class TicketMiddleware:
    """Sets `user_id` and `session_id` in the scope; None without a valid `?ticket=`."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        ticket = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [""])[0]
        session = await database_sync_to_async(redeem_ticket)(ticket)
        scope["user_id"] = session.user_id if session else None
        scope["session_id"] = session.pk if session else None
        return await self.application(scope, receive, send)


def _key(ticket: str) -> str:
    return f"socket-ticket:{ticket}"
