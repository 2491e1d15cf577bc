"""An emulator of AWS on a loopback port: what production writes over HTTP arrives somewhere."""

import socket
from contextlib import suppress
from pathlib import Path

from local.checkout import PYTHON


class Aws:
    def __init__(self, home: Path, *, port: int) -> None:
        self.home = home
        self.port = port

    def command(self) -> list[str]:
        return [str(PYTHON), "-m", "ministack"]

    def own_environment(self) -> dict[str, str]:
        return {
            "GATEWAY_PORT": str(self.port),
            "BIND_HOST": "127.0.0.1",
            "MINISTACK_HOST": "127.0.0.1",
            "STATE_DIR": str(self.home / "aws"),
            "LOG_LEVEL": "WARNING",
            # Ports of its own that nobody asked for, and two checkouts would fight over.
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
        }

    def environment(self) -> dict[str, str]:
        """What points boto3 at it."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }

    def answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False
