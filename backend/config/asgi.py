"""The socket process. It answers HTTP too, for its health check; the web process does the rest."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
django_application = get_asgi_application()

# Django's applications can be imported only now that it is set up.
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path, re_path  # noqa: E402

from apps.accounts.graphql import AuthenticatedGraphQLSocket  # noqa: E402
from apps.accounts.tickets import TicketMiddleware  # noqa: E402
from apps.core.live import LiveConsumer, UnknownSocket  # noqa: E402
from config.schema import schema  # noqa: E402

sockets = [
    path("ws/live/", LiveConsumer.as_asgi()),  # type: ignore[arg-type] # as Channels wants
    path("ws/graphql/", AuthenticatedGraphQLSocket.as_asgi(schema=schema)),  # type: ignore[arg-type] # as Channels wants
]
unknown = re_path("", UnknownSocket.as_asgi())  # type: ignore[arg-type] # as Channels wants

application = ProtocolTypeRouter(
    {
        "http": django_application,
        "websocket": TicketMiddleware(
            URLRouter([*sockets, unknown])  # type: ignore[list-item] # as Channels wants
        ),
    }
)
