"""Python loads it where the emulator runs a function: every https:// is the emulated CloudFront's.

Nobody resolves the address here, nor has a certificate for it. The emulator speaks HTTP, and takes
the name from the request.
"""

import http.client
import os
import socket
from typing import Any


class CloudFrontConnection(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = socket.create_connection(
            ("127.0.0.1", int(os.environ["GATEWAY_PORT"])), self.timeout
        )

    def putrequest(self, *arguments: Any, **options: Any) -> None:
        super().putrequest(*arguments, **options)
        self.putheader("X-Forwarded-Proto", "https")


if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    http.client.HTTPSConnection = CloudFrontConnection  # type: ignore[assignment, misc]
