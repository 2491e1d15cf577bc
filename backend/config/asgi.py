"""The WebSocket process. Over HTTP it serves only its health check."""

import gc
import os
import sys

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
get_asgi_application()

# These imports need Django to be set up.
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path, re_path  # noqa: E402

from apps.accounts.graphql.transports import AuthenticatedGraphQLConsumer  # noqa: E402
from apps.accounts.sessions.websocket_tickets import TicketMiddleware  # noqa: E402
from apps.core.health import health_check_only  # noqa: E402
from apps.core.websocket_limits import SocketLimitMiddleware  # noqa: E402
from apps.core.websockets import LiveConsumer, UnknownPathConsumer  # noqa: E402
from config.schema import schema  # noqa: E402

sockets = [
    path("ws/live/", LiveConsumer.as_asgi()),  # type: ignore[arg-type] # as Channels wants
    path("ws/graphql/", AuthenticatedGraphQLConsumer.as_asgi(schema=schema)),  # type: ignore[arg-type] # as Channels wants
]
unknown = re_path("", UnknownPathConsumer.as_asgi())  # type: ignore[arg-type] # as Channels wants

application = ProtocolTypeRouter(
    {
        "http": health_check_only,
        "websocket": SocketLimitMiddleware(
            TicketMiddleware(
                URLRouter([*sockets, unknown])  # type: ignore[list-item] # as Channels wants
            )
        ),
    }
)
# These objects are permanent: collecting them would block all WebSockets for 0.1 s.
gc.collect()
gc.freeze()
# Switch from other threads to the event loop after 1 ms instead of 5 ms.
sys.setswitchinterval(0.001)
