"""Socket tickets: a browser cannot send a header with a web socket, and a token in a URL ends in
logs. A ticket is random, opens one socket and is worthless half a minute later."""

import secrets
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from channels.db import database_sync_to_async
from django.core.cache import cache

from apps.accounts.models import Session

SECONDS = 30


def issue_ticket(*, session: Session) -> str:
    ticket = secrets.token_urlsafe(24)
    cache.set(_key(ticket), session.pk, SECONDS)
    return ticket


def redeem_ticket(ticket: str) -> Session | None:
    """The session behind a ticket, once. Two who race for it: the deletion decides."""
    session_id: UUID | None = cache.get(_key(ticket))
    if session_id is None or not cache.delete(_key(ticket)):
        return None
    # It may have ended within the half minute.
    return Session.live.filter(pk=session_id).first()


class TicketMiddleware:
    """Sets `user_id` and `session_id` in the socket's scope; None without a valid `?ticket=`."""

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
