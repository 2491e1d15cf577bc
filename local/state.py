"""State that persists between starts: ports, passwords and the secret key."""

from __future__ import annotations

import json
import os
import secrets
import socket
from collections.abc import Collection
from pathlib import Path
from typing import Any

SERVER_PORTS = range(15_000, 32_000)


class State:
    """Stored in `state.json` of a home folder, readable only by its owner."""

    def __init__(self, home: Path) -> None:
        self.path = home / "state.json"
        home.mkdir(parents=True, exist_ok=True)
        self.values: dict[str, Any] = {"ports": {}, "secrets": {}}
        if self.path.exists():
            self.values = json.loads(self.path.read_text())

    def port(self, name: str) -> int:
        """Return the port of the last start, so that bookmarks stay valid, or a free one."""
        ports: dict[str, int] = self.values["ports"]
        if name not in ports:
            ports[name] = free_port(taken=ports.values())
            self._write()
        return ports[name]

    def drop_used_ports(self) -> None:
        """Drop ports that are in use before a start: another process listens on them."""
        ports: dict[str, int] = self.values["ports"]
        self.values["ports"] = {name: port for name, port in ports.items() if _is_free(port)}
        self._write()

    def secret(self, name: str) -> str:
        kept: dict[str, str] = self.values["secrets"]
        if name not in kept:
            kept[name] = secrets.token_urlsafe(40)
            self._write()
        return kept[name]

    def _write(self) -> None:
        unfinished = self.path.with_suffix(".new")
        unfinished.touch(mode=0o600)
        unfinished.write_text(json.dumps(self.values, indent=2))
        os.replace(unfinished, self.path)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(*, taken: Collection[int] = ()) -> int:
    """Return a free port below the range for clients.

    No connection of another process can take it before a server listens there.
    """
    while True:
        port = secrets.choice(SERVER_PORTS)
        if port not in taken and _is_free(port):
            return port
