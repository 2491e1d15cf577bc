"""The GraphQL error format: a message for users, and in `extensions` a `code` for programs.

The codes are Apollo Server's, where it has one.
"""

from typing import Any

import structlog
from django.db import DataError
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise
from graphql import GraphQLError, GraphQLSyntaxError
from rest_framework.exceptions import APIException, Throttled, ValidationError

from apps.core.middleware.request_logging import request_id
from apps.core.problem_details import STORE_ERRORS, StoreUnavailable, field_errors, to_api_error

logger = structlog.get_logger(__name__)


class ClientError(GraphQLError):
    """An expected error, raised by a resolver."""

    def __init__(self, sentence: StrOrPromise, code: str, **more: Any) -> None:
        super().__init__(str(sentence), extensions={"code": code, **more})


def unauthenticated(sentence: StrOrPromise) -> ClientError:
    return ClientError(sentence, "UNAUTHENTICATED")


def forbidden(sentence: StrOrPromise) -> ClientError:
    return ClientError(sentence, "FORBIDDEN")


def not_found(sentence: StrOrPromise) -> ClientError:
    return ClientError(sentence, "NOT_FOUND")


def bad_input(sentence: StrOrPromise, *, field: str) -> ClientError:
    errors = [{"field": field, "message": str(sentence)}]
    return ClientError(sentence, "BAD_USER_INPUT", errors=errors)


def format_error(error: Exception) -> dict[str, Any]:
    """Return the error as sent to the client, without messages of the database or of bugs."""
    if not isinstance(error, GraphQLError):  # raised by the view: body or method
        return {"message": str(error), "extensions": {"code": "BAD_REQUEST"}}
    cause = error.original_error
    shown = error if cause is None or isinstance(cause, GraphQLError) else _client_error(cause)
    extensions = dict(shown.extensions or {})
    extensions.setdefault("code", _get_code(error))
    formatted: dict[str, Any] = {"message": shown.message}
    if error.locations:
        formatted["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    if error.path:
        formatted["path"] = error.path
    return {**formatted, "extensions": extensions}


def _get_code(error: GraphQLError) -> str:
    """Return the code of an error that graphql-core raised."""
    return (
        "GRAPHQL_PARSE_FAILED"
        if isinstance(error, GraphQLSyntaxError)
        else "BAD_USER_INPUT"
        if error.path
        else "GRAPHQL_VALIDATION_FAILED"
    )


def _client_error(cause: Exception) -> ClientError:
    cause = to_api_error(cause)
    if isinstance(cause, Throttled):
        return ClientError(
            str(cause.detail), "THROTTLED", retryAfter=int(getattr(cause, "wait", None) or 1)
        )
    if isinstance(cause, ValidationError):
        errors = list(field_errors(cause.detail))
        return ClientError(errors[0]["message"], "BAD_USER_INPUT", errors=errors)
    if isinstance(cause, DataError | UnicodeEncodeError):
        sentence = _("The input contains a character or number that cannot be stored.")
        return ClientError(sentence, "BAD_USER_INPUT")
    if isinstance(cause, APIException):
        return ClientError(str(cause.detail), str(cause.default_code).upper())
    if isinstance(cause, STORE_ERRORS):
        logger.error("store_unavailable", exc_info=cause)
        return ClientError(StoreUnavailable.default_detail, "STORE_UNAVAILABLE")
    logger.error("resolver_failed", exc_info=cause)
    sentence = _("Something went wrong. Please report the request id.")
    return ClientError(sentence, "INTERNAL_SERVER_ERROR", requestId=request_id())
