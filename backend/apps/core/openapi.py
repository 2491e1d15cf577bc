"""What the OpenAPI schema says about refusals: each operation names those it may answer with."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, TypeVar

from drf_spectacular.openapi import AutoSchema
from rest_framework import exceptions
from rest_framework.permissions import AllowAny, IsAuthenticated

from apps.core.problems import MEDIA_TYPE

Handler = TypeVar("Handler", bound=Callable[..., Any])
BY_REQUEST_ID = {"X-Request-ID": {"$ref": "#/components/headers/X-Request-ID"}}


def refuses(*errors: type[exceptions.APIException]) -> Callable[[Handler], Handler]:
    """Say of a handler what its request does not show: the refusals of its own.

    What follows from parameters, body and permissions is there by itself.
    """

    def note(handler: Handler) -> Handler:
        handler.refuses = errors  # type: ignore[attr-defined] # read by Schema
        return handler

    return note


class Schema(AutoSchema):
    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            responses = operation["responses"]
            told = self._own_refusals()
            for status in self._usual_refusals(operation):
                if status in told:
                    told[status].insert(0, USUAL[status])
                else:
                    responses.setdefault(str(int(status)), {"$ref": _reference(status)})
            for status, sentences in told.items():
                responses[str(int(status))] = _problem(status, "\n\n".join(sentences))
            responses.setdefault("5XX", {"$ref": "#/components/responses/ServerError"})
            operation["responses"] = dict(sorted(responses.items()))
        return operation

    def _own_refusals(self) -> dict[HTTPStatus, list[str]]:
        handler = getattr(self.view, getattr(self.view, "action", None) or self.method.lower())
        told: dict[HTTPStatus, list[str]] = {}
        for error in getattr(handler, "refuses", ()):
            sentence = f"`{error.default_code}`: {error.default_detail}"
            told.setdefault(HTTPStatus(error.status_code), []).append(sentence)
        return told

    def _usual_refusals(self, operation: dict[str, Any]) -> Iterator[HTTPStatus]:
        places = {parameter["in"] for parameter in operation.get("parameters", ())}
        # The renderers are fewer than what somebody may accept.
        yield HTTPStatus.NOT_ACCEPTABLE
        if "requestBody" in operation or places & {"query", "header"}:
            yield HTTPStatus.BAD_REQUEST
        if "requestBody" in operation:
            yield HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            yield HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        if "security" in operation:
            yield HTTPStatus.UNAUTHORIZED
        if any(
            type(each) not in {AllowAny, IsAuthenticated} for each in self.view.get_permissions()
        ):
            yield HTTPStatus.FORBIDDEN
        if "path" in places or self._is_paginated():
            yield HTTPStatus.NOT_FOUND

    def _is_paginated(self) -> bool:
        return self._is_list_view() and getattr(self.view, "pagination_class", None) is not None


def describe_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Define the problem, each usual refusal and the request id, which every answer carries."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["headers"] = {
        "X-Request-ID": {
            "description": "Under which the request is logged.",
            "required": True,
            "schema": {"type": "string"},
        }
    }
    components["responses"] = {
        _name(status): _problem(status, meaning) for status, meaning in USUAL.items()
    }
    components["responses"]["ServerError"] = _problem(500, "Nothing is wrong with the request.")
    for operations in result["paths"].values():
        for operation in operations.values():
            for response in operation["responses"].values():
                if "$ref" not in response:
                    response["headers"] = BY_REQUEST_ID | response.get("headers", {})
    return result


USUAL = {
    HTTPStatus.BAD_REQUEST: "What was sent cannot be; `errors` says where and why.",
    HTTPStatus.UNAUTHORIZED: "Nobody is signed in, or the access token is worth nothing.",
    HTTPStatus.FORBIDDEN: "Who is signed in may not do this.",
    HTTPStatus.NOT_FOUND: "There is no such thing, or it is somebody else's.",
    HTTPStatus.NOT_ACCEPTABLE: "Nothing that the request accepts can be answered.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too large.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is of another media type.",
}
_TEXT = {"type": "string"}
PROBLEM = {
    "type": "object",
    "description": "Problem details, RFC 9457.",
    "properties": {
        **dict.fromkeys(("type", "title", "detail", "code", "request_id"), _TEXT),
        "status": {"type": "integer"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": dict.fromkeys(("field", "code", "message"), _TEXT),
                "required": ["field", "code", "message"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "code", "request_id"],
}


def _problem(status: int, description: str) -> dict[str, Any]:
    headers: dict[str, Any] = dict(BY_REQUEST_ID)
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = {"required": True, "schema": _TEXT}
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        seconds = {"type": "integer", "minimum": 1}
        headers["Retry-After"] = {"description": "Seconds.", "required": True, "schema": seconds}
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": description, "headers": headers, "content": content}


def _name(status: HTTPStatus) -> str:
    return status.phrase.title().replace(" ", "")


def _reference(status: HTTPStatus) -> str:
    return f"#/components/responses/{_name(status)}"
