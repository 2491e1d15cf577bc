from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Request:
    """The used parts of a request."""

    query: Mapping[str, str]
    form: Mapping[str, str]
    authorization: str

    def token(self, scheme: str) -> str:
        given, _, token = self.authorization.partition(" ")
        return token if given == scheme else ""


@dataclass
class Response:
    body: Any
    """Text is sent as a page, anything else as JSON."""
    status: int = HTTPStatus.OK
    headers: dict[str, str] = field(default_factory=dict)


class OAuthError(Exception):
    def __init__(self, body: Any, status: int = HTTPStatus.BAD_REQUEST) -> None:
        self.response = Response(body, status)
        super().__init__(str(body))
