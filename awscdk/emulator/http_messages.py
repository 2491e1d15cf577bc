"""Requests and responses between ministack's functions and the web server (ASGI)."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ministack.core.responses import StreamingResponse

Scope = Mapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
# Status, headers and content.
Response = tuple[int, Mapping[str, Any], Any]


@dataclass(frozen=True, kw_only=True)
class Request:
    method: str
    path: str
    """Path of the request, percent-encoded as it was sent."""
    query: str
    headers: dict[str, str]
    """By lowercase names."""
    body: bytes = b""

    @classmethod
    def of(cls, scope: Scope) -> "Request":
        """Return the request, still without its body."""
        return cls(
            method=scope["method"],
            path=(scope.get("raw_path") or quote(scope["path"]).encode()).decode(),
            query=scope["query_string"].decode(),
            headers={
                name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]
            },
        )


async def read_body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if not message.get("more_body"):
            return body


async def send_response(response: Response, receive: Receive, send: Send) -> None:
    status, headers, content = response
    pairs = [
        (name.encode(), str(each).encode("latin-1"))
        for name, value in headers.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    start = {"type": "http.response.start", "status": status}
    if isinstance(content, StreamingResponse):
        await send({**start, "headers": pairs})
        await content.runner(send, receive)
        return
    known = [(name, value) for name, value in pairs if name.lower() != b"content-length"]
    length = (b"content-length", str(len(content)).encode())
    await send({**start, "headers": [*known, length]})
    await send({"type": "http.response.body", "body": content})
