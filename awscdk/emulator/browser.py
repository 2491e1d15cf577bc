"""A browser that reaches the emulated CloudFront under any host name."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, kw_only=True)
class Page:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Browser:
    port: int
    """A client of the emulator, which serves over HTTP what CloudFront serves over HTTPS."""

    def get(self, url: str) -> Page:
        return self.request("GET", url)

    def request(self, method: str, url: str, headers: dict[str, str] | None = None) -> Page:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        try:
            connection.request(
                method,
                f"{parts.path}?{parts.query}" if parts.query else parts.path,
                headers={
                    "Host": parts.netloc,
                    "X-Forwarded-Proto": parts.scheme,
                    **(headers or {}),
                },
            )
            response = connection.getresponse()
            return Page(status=response.status, headers=response.headers, body=response.read())
        finally:
            connection.close()
