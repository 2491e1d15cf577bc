"""A client of a running application, under one URL."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

BOUNDARY = "a-boundary-that-no-file-holds"
TIMEOUT_SECONDS = 30


@dataclass(frozen=True, kw_only=True)
class Response:
    status: int
    headers: HTTPMessage
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(kw_only=True)
class Site:
    url: str
    token: str = ""
    """Access token of the signed-in user."""

    def address(self, path: str) -> tuple[str, int] | None:
        """Return where to connect to for a path; None: to the URL itself."""
        return None

    def get(self, path: str, **query: str) -> Response:
        return self.request("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, body: dict[str, Any]) -> Response:
        headers = {"Content-Type": "application/json"}
        return self.request("POST", path, body=json.dumps(body).encode(), headers=headers)

    def upload(self, path: str, *, name: str, content: bytes) -> Response:
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self.request("POST", path, body=body, headers=headers)

    def sign_in(self, *, email: str, password: str) -> None:
        response = self.post("/api/token/", {"email": email, "password": password})
        assert response.status == 200, response.body
        self.token = response.json()["access"]

    def request(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        anonymous: bool = False,
    ) -> Response:
        """Return the response; redirects are not followed."""
        parts = urlsplit(self.url)
        address = self.address(path)
        # What stands in front of the processes ends TLS; here it is this client.
        encrypted = parts.scheme == "https" and address is None
        host, port = address or (str(parts.hostname), parts.port or (443 if encrypted else 80))
        kind = HTTPSConnection if encrypted else HTTPConnection
        connection = kind(host, port, timeout=TIMEOUT_SECONDS)
        sent = {"Host": parts.netloc, "X-Forwarded-Proto": parts.scheme, **(headers or {})}
        if self.token and not anonymous:
            sent["Authorization"] = f"Bearer {self.token}"
        try:
            connection.request(method, path, body=body, headers=sent)
            response = connection.getresponse()
            return Response(status=response.status, headers=response.headers, body=response.read())
        finally:
            connection.close()


def wait_until(met: Callable[[], bool], *, seconds: float = 120) -> None:
    """Wait until the condition holds; connection errors are retried."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            if met():
                return
        except (OSError, HTTPException):
            pass
        assert time.monotonic() < deadline, f"condition not met within {seconds} s"
        time.sleep(0.2)
