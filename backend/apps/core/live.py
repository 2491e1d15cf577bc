"""Live updates: what happens on the server reaches the owner's open pages over the socket.

They are hints, not facts: one may be lost, so a page fetches what it shows after a reconnect.
"""

from typing import Any

import redis.exceptions
import structlog
from asgiref.sync import async_to_sync
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import get_channel_layer

logger = structlog.get_logger(__name__)

SIGN_IN_REQUIRED = 4401
"""Close code of a socket whose ticket was refused."""


def group_of(user_id: int) -> str:
    return f"user.{user_id}"


def send_live(*, user_id: int, event: dict[str, Any]) -> None:
    """Send a JSON-serialisable event with a `type` to every open page of the user."""
    layer = get_channel_layer()
    assert layer is not None
    try:
        async_to_sync(layer.group_send)(group_of(user_id), {"type": "live.event", "event": event})
    except (redis.exceptions.RedisError, OSError):
        logger.warning("live_event_lost", event_type=event["type"], exc_info=True)


class LiveConsumer(AsyncJsonWebsocketConsumer):
    async def connect(self) -> None:
        user_id: int | None = self.scope["user_id"]  # type: ignore[typeddict-item] # a middleware's
        if user_id is None:
            # Accepted first: a browser learns the close code only of a socket that had opened.
            await self.accept()
            await self.close(SIGN_IN_REQUIRED)
            return
        self.groups.append(group_of(user_id))
        await self.channel_layer.group_add(group_of(user_id), self.channel_name)
        # Accepted last: from the moment it is open, the page misses nothing.
        await self.accept()

    async def receive(self, text_data: Any = None, bytes_data: Any = None, **_: Any) -> None:
        """Nothing is expected from the browser; what comes is not acted on."""

    async def live_event(self, message: dict[str, Any]) -> None:
        await self.send_json(message["event"])
