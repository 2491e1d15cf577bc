"""The WebSocket of live events."""

import socket
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from black_box.site import Site

SOCKET = "/ws/live/"


def open_socket(site: Site, path: str) -> ClientConnection:
    parts = urlsplit(site.url)
    encrypted = parts.scheme == "https"
    origin = Origin(site.url)
    address = site.address(path.partition("?")[0])
    if address is None:
        return connect(f"{'wss' if encrypted else 'ws'}://{parts.netloc}{path}", origin=origin)
    # Without TLS, and with the site's own host name.
    return connect(
        f"ws://{parts.netloc}{path}",
        sock=socket.create_connection(address),
        origin=origin,
        additional_headers={"X-Forwarded-Proto": parts.scheme},
    )


def code_without_ticket(site: Site) -> int:
    """Return the code with which a socket without a ticket is closed."""
    with open_socket(site, SOCKET) as live:
        try:
            live.recv(timeout=10)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 0
    return 0
