"""Send every https:// request of a function to the emulated CloudFront; Python imports this module.

The host name has neither a DNS record nor a certificate here. The emulator uses plain HTTP and
reads the name from the Host header.
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
