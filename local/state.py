"""What has to stay the same from one start to the next: ports, passwords, the secret key."""

import json
import os
import secrets
import socket
from pathlib import Path
from typing import Any


class State:
    """Kept in `state.json` of a home folder, readable by its owner alone."""

    def __init__(self, home: Path) -> None:
        self.path = home / "state.json"
        home.mkdir(parents=True, exist_ok=True)
        self.values: dict[str, Any] = {"ports": {}, "secrets": {}}
        if self.path.exists():
            self.values = json.loads(self.path.read_text())

    def port(self, name: str) -> int:
        """The port of last time, so that bookmarks and clients keep it, or a free one."""
        ports: dict[str, int] = self.values["ports"]
        if name not in ports:
            ports[name] = _free_port(taken=set(ports.values()))
            self._write()
        return ports[name]

    def forget_taken_ports(self) -> None:
        """For whoever is about to start: what listens there now is somebody else."""
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


def _free_port(*, taken: set[int]) -> int:
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        if port not in taken:
            return port
