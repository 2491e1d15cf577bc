"""Live updates: what happens on the server reaches the owner's open pages over the socket.

They are hints, not facts: one may be lost, so a page fetches what it shows after a reconnect.
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

logger = structlog.get_logger(__name__)

SIGN_IN_REQUIRED = 4401
"""Close code of a socket whose ticket was refused, or whose session has ended."""
TICKET_EXPIRED = 4408
"""Close code of a socket that has been open for as long as a ticket is good for."""
SECONDS_OPEN = 3600


def group_of(user_id: int) -> str:
    return f"user.{user_id}"


def group_of_session(session_id: UUID) -> str:
    return f"session.{session_id}"


def send_live(*, user_id: int, event: dict[str, Any]) -> None:
    """Send a JSON-serialisable event with a `type` to every open page of the user."""
    _send(group_of(user_id), {"type": "live.event", "event": event})


def close_live(*, session_id: UUID) -> None:
    """Close every socket that was opened from within the session."""
    _send(group_of_session(session_id), {"type": "live.end"})


def send_to(group: str, event: dict[str, Any]) -> None:
    """To whoever listens to the group, on whichever socket."""
    _send(group, {"type": "live.event", "event": event})


async def listen(groups: Iterable[str]) -> AsyncGenerator[dict[str, Any]]:
    """The events that are sent to these groups from now on, for as long as somebody listens."""
    layer: Any = get_channel_layer()
    channel = await layer.new_channel()
    kept = list(groups)
    try:
        for group in kept:
            await layer.group_add(group, channel)
        while True:
            message = await layer.receive(channel)
            yield message["event"]
    finally:
        for group in kept:
            await layer.group_discard(group, channel)


def _send(group: str, message: dict[str, Any]) -> None:
    layer = get_channel_layer()
    assert layer is not None
    try:
        async_to_sync(layer.group_send)(group, message)
    except (redis.exceptions.RedisError, OSError):
        logger.warning("live_event_lost", event_type=message["type"], exc_info=True)


class LiveConsumer(AsyncJsonWebsocketConsumer):
    """The middleware in front of it sets `user_id` and `session_id` in the scope, or None."""

    clock: asyncio.TimerHandle | None = None

    async def connect(self) -> None:
        user_id: int | None = self.scope["user_id"]  # type: ignore[typeddict-item] # a middleware's
        session_id: UUID | None = self.scope["session_id"]  # type: ignore[typeddict-item] # as well
        if user_id is None or session_id is None:
            # Accepted first: a browser learns the close code only of a socket that had opened.
            await self.accept()
            await self.close(SIGN_IN_REQUIRED)
            return
        for group in (group_of(user_id), group_of_session(session_id)):
            self.groups.append(group)
            await self.channel_layer.group_add(group, self.channel_name)
        self.clock = asyncio.get_running_loop().call_later(SECONDS_OPEN, self._expire)
        # Accepted last: from the moment it is open, the page misses nothing.
        await self.accept()

    async def receive(self, text_data: Any = None, bytes_data: Any = None, **_: Any) -> None:
        """Nothing is expected from the browser; what comes is not acted on."""

    async def live_event(self, message: dict[str, Any]) -> None:
        await self.send_json(message["event"])

    async def live_end(self, message: dict[str, Any]) -> None:
        await self.close(SIGN_IN_REQUIRED)

    async def disconnect(self, code: int) -> None:
        if self.clock:
            self.clock.cancel()

    def _expire(self) -> None:
        self.expiry = asyncio.ensure_future(self.close(TICKET_EXPIRED))


class UnknownSocket(AsyncWebsocketConsumer):
    """Where nothing is: the handshake is refused."""

    async def connect(self) -> None:
        await self.close()
