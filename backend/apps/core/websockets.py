"""Live updates: events are sent to a user's open pages over WebSocket.

An event may be lost, so a page refetches its data after a reconnect.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from typing import Any
from uuid import UUID

import redis.exceptions
import structlog
from asgiref.sync import async_to_sync
from channels.generic.websocket import AsyncJsonWebsocketConsumer, AsyncWebsocketConsumer
from channels.layers import get_channel_layer

from apps.core.websocket_limits import acquire_user_slot, release_user_slot

logger = structlog.get_logger(__name__)

# Close code: the ticket is invalid, or the session has ended.
CLOSE_SIGN_IN_REQUIRED = 4401
# Close code: the socket has reached MAX_LIFETIME_SECONDS.
CLOSE_TICKET_EXPIRED = 4408
# Close code: the user has too many open sockets.
CLOSE_TOO_MANY_SOCKETS = 4429
MAX_LIFETIME_SECONDS = 3600


def user_group(user_id: int) -> str:
    return f"user.{user_id}"


def session_group(session_id: UUID) -> str:
    return f"session.{session_id}"


def notify_user(*, user_id: int, event: dict[str, Any]) -> None:
    """Send a JSON-serialisable event with a `type` to every open page of the user."""
    _send(user_group(user_id), {"type": "live.event", "event": event})


def close_session_sockets(*, session_id: UUID) -> None:
    """Close every socket of the session."""
    _send(session_group(session_id), {"type": "live.end"})


def notify_group(group: str, event: dict[str, Any]) -> None:
    """Send an event to all listeners of the group."""
    _send(group, {"type": "live.event", "event": event})


async def listen_to_groups(groups: Iterable[str]) -> AsyncGenerator[dict[str, Any]]:
    """Yield the events sent to these groups from now on."""
    layer: Any = get_channel_layer()
    channel = await layer.new_channel()
    joined = list(groups)
    try:
        for group in joined:
            await layer.group_add(group, channel)
        while True:
            message = await layer.receive(channel)
            yield message["event"]
    finally:
        for group in joined:
            await layer.group_discard(group, channel)


def _send(group: str, message: dict[str, Any]) -> None:
    layer = get_channel_layer()
    assert layer is not None
    try:
        async_to_sync(layer.group_send)(group, message)
    except (redis.exceptions.RedisError, OSError):
        logger.warning("live_event_lost", event_type=message["type"], exc_info=True)


class LiveConsumer(AsyncJsonWebsocketConsumer):
    """Consumer of a user's live updates. Middleware sets `user_id` and `session_id` in the scope,
    or None."""

    timer: asyncio.TimerHandle | None = None
    # The user whose slot this socket has acquired.
    user_id: int | None = None

    async def connect(self) -> None:
        user_id: int | None = self.scope["user_id"]  # type: ignore[typeddict-item] # a middleware's
        session_id: UUID | None = self.scope["session_id"]  # type: ignore[typeddict-item] # as well
        if user_id is None or session_id is None:
            # Accepted first: browsers report the close code only of a socket that was open.
            await self.accept()
            await self.close(CLOSE_SIGN_IN_REQUIRED)
            return
        if not acquire_user_slot(user_id):
            await self.accept()
            await self.close(CLOSE_TOO_MANY_SOCKETS)
            return
        self.user_id = user_id
        for group in (user_group(user_id), session_group(session_id)):
            self.groups.append(group)
            await self.channel_layer.group_add(group, self.channel_name)
        self.timer = asyncio.get_running_loop().call_later(MAX_LIFETIME_SECONDS, self._expire)
        # Accepted last, so that the page misses no event once the socket is open.
        await self.accept()

    async def receive(self, text_data: Any = None, bytes_data: Any = None, **_: Any) -> None:
        """Ignore messages from the browser."""

    async def live_event(self, message: dict[str, Any]) -> None:
        await self.send_json(message["event"])

    async def live_end(self, message: dict[str, Any]) -> None:
        await self.close(CLOSE_SIGN_IN_REQUIRED)

    async def disconnect(self, code: int) -> None:
        if self.timer:
            self.timer.cancel()
        if self.user_id is not None:
            release_user_slot(self.user_id)

    def _expire(self) -> None:
        self.expiry = asyncio.ensure_future(self.close(CLOSE_TICKET_EXPIRED))


class UnknownPathConsumer(AsyncWebsocketConsumer):
    """Reject the handshake at unknown paths."""

    async def connect(self) -> None:
        await self.close()
