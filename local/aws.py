"""An AWS emulator on a loopback port, for the calls that production makes over HTTP."""

import socket
from contextlib import suppress
from pathlib import Path

from local.paths import PYTHON


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
            # Unused listeners on fixed ports, for which two checkouts would compete.
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
        }

    def environment(self) -> dict[str, str]:
        """Return the variables that make boto3 use the emulator."""
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
