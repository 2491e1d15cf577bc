"""Deadline for receiving a request body, because it occupies one of few threads.

Behind a buffering proxy only uploads matter, which the proxy passes on unbuffered.
"""

import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Timer
from typing import Any

BASE_TIMEOUT_SECONDS = 10
# Beyond the base timeout.
MIN_BYTES_PER_SECOND = 32 * 1024

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]


class SlowBodyError(OSError):
    """The body did not arrive before the deadline."""


class BodyDeadline:
    """WSGI middleware for gunicorn, which itself has no timeout for a body."""

    def __init__(
        self,
        application: Application,
        *,
        seconds: float = BASE_TIMEOUT_SECONDS,
        slowest: int = MIN_BYTES_PER_SECOND,
    ) -> None:
        self.application = application
        self.seconds = seconds
        self.slowest = slowest

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        connection = environ.get("gunicorn.socket")
        if not size or connection is None:
            return self.application(environ, start_response)
        body = _Body(environ["wsgi.input"], size, connection)
        environ["wsgi.input"] = body
        timer = Timer(self.seconds + size / self.slowest, body.end)
        timer.start()
        try:
            return self.application(environ, start_response)
        finally:
            timer.cancel()


class _Body:
    """The file methods that Django reads a body with; they raise SlowBodyError."""

    def __init__(self, stream: Any, size: int, connection: socket.socket) -> None:
        self.stream = stream
        self.left = size
        self.connection = connection
        self.is_late = False

    def read(self, *size: int) -> bytes:
        return self._take(self.stream.read(*size))

    def readline(self, *size: int) -> bytes:
        return self._take(self.stream.readline(*size))

    def _take(self, data: bytes) -> bytes:
        if self.is_late:
            raise SlowBodyError("The body took too long.")
        self.left -= len(data)
        return data

    def end(self) -> None:
        """Wake the thread that is reading; its response still reaches the client."""
        if self.left > 0:
            self.is_late = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RD)
