"""A browser that reaches CloudFront, wherever that is, under any name."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, kw_only=True)
class Page:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Visitor:
    port: int
    """Of the emulator, which speaks HTTP for what CloudFront speaks over HTTPS."""

    def get(self, address: str) -> Page:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(
                "GET",
                f"{parts.path}?{parts.query}" if parts.query else parts.path,
                headers={"Host": parts.netloc, "X-Forwarded-Proto": parts.scheme},
            )
            answer = connection.getresponse()
            return Page(status=answer.status, headers=answer.headers, body=answer.read())
        finally:
            connection.close()
