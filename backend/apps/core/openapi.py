"""Error responses in the OpenAPI schema of each operation."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, TypeVar

from drf_spectacular.openapi import AutoSchema
from rest_framework import exceptions
from rest_framework.permissions import AllowAny, IsAuthenticated

from apps.core.problem_details import MEDIA_TYPE, title_of

Handler = TypeVar("Handler", bound=Callable[..., Any])
REQUEST_ID_HEADER = {"X-Request-ID": {"$ref": "#/components/headers/X-Request-ID"}}


def error_responses(*errors: type[exceptions.APIException]) -> Callable[[Handler], Handler]:
    """Document errors specific to a handler.

    Those that follow from parameters, body and permissions are documented automatically.
    """

    def decorate(handler: Handler) -> Handler:
        handler.documented_errors = errors  # type: ignore[attr-defined] # read by Schema
        return handler

    return decorate


class Schema(AutoSchema):
    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            responses = operation["responses"]
            specific = self._specific_errors()
            for status in self._standard_errors(operation):
                if status in specific:
                    specific[status].insert(0, STANDARD_ERRORS[status])
                else:
                    responses.setdefault(str(int(status)), {"$ref": _reference(status)})
            for status, descriptions in specific.items():
                responses[str(int(status))] = _problem(status, "\n\n".join(descriptions))
            responses.setdefault("5XX", {"$ref": "#/components/responses/ServerError"})
            operation["responses"] = dict(sorted(responses.items()))
        return operation

    def _specific_errors(self) -> dict[HTTPStatus, list[str]]:
        handler = getattr(self.view, getattr(self.view, "action", None) or self.method.lower())
        specific: dict[HTTPStatus, list[str]] = {}
        for error in getattr(handler, "documented_errors", ()):
            description = f"`{error.default_code}`: {error.default_detail}"
            specific.setdefault(HTTPStatus(error.status_code), []).append(description)
        return specific

    def _standard_errors(self, operation: dict[str, Any]) -> Iterator[HTTPStatus]:
        places = {parameter["in"] for parameter in operation.get("parameters", ())}
        # The Accept header may name a media type without a renderer.
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
    """Add the problem schema, the standard error responses and the request id header."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["headers"] = {
        "X-Request-ID": {
            "description": "Id of the request in the logs.",
            "required": True,
            "schema": {"type": "string"},
        }
    }
    components["responses"] = {
        _name(status): _problem(status, meaning) for status, meaning in STANDARD_ERRORS.items()
    }
    components["responses"]["ServerError"] = _problem(500, "Unexpected error on the server.")
    for operations in result["paths"].values():
        for operation in operations.values():
            for response in operation["responses"].values():
                if "$ref" not in response:
                    response["headers"] = REQUEST_ID_HEADER | response.get("headers", {})
    return result


def summarize(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Add a summary to each operation: the first sentence of its description, or "List x"."""
    for operations in result["paths"].values():
        for operation in operations.values():
            first = operation.get("description", "").split("\n\n")[0].replace("\n", " ")
            operation.setdefault(
                "summary", first.split(". ")[0].rstrip(".") or _plain_summary(operation)
            )
    return result


def _plain_summary(operation: dict[str, Any]) -> str:
    name = operation["operationId"].replace("_partial_update", "_update")
    noun, _, verb = name.rpartition("_")
    return f"{VERBS.get(verb, verb).capitalize()} {noun.replace('_', ' ')}"


VERBS = {"retrieve": "get", "destroy": "delete"}


STANDARD_ERRORS = {
    HTTPStatus.BAD_REQUEST: "Invalid input; `errors` names the fields and the reasons.",
    HTTPStatus.UNAUTHORIZED: "The access token is missing, invalid or expired.",
    HTTPStatus.FORBIDDEN: "The user may not do this.",
    HTTPStatus.NOT_FOUND: "It does not exist, or belongs to another user.",
    HTTPStatus.NOT_ACCEPTABLE: "No media type in the Accept header is available.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too large.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The media type of the body is not supported.",
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
    headers: dict[str, Any] = dict(REQUEST_ID_HEADER)
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = {"required": True, "schema": _TEXT}
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        seconds = {"type": "integer", "minimum": 1}
        headers["Retry-After"] = {"description": "Seconds.", "required": True, "schema": seconds}
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": description, "headers": headers, "content": content}


def _name(status: HTTPStatus) -> str:
    return title_of(status).title().replace(" ", "")


def _reference(status: HTTPStatus) -> str:
    return f"#/components/responses/{_name(status)}"
