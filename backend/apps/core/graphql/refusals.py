"""The one error shape of GraphQL: a sentence for people, a `code` in `extensions` for programs.

The codes are those that Apollo's servers use, where they have one.
"""

from typing import Any

import structlog
from django.db import DataError
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise
from graphql import GraphQLError, GraphQLSyntaxError
from rest_framework.exceptions import APIException, Throttled, ValidationError

from apps.core.problems import STORE_ERRORS, StoreUnavailable, field_errors
from apps.core.requests import request_id

logger = structlog.get_logger(__name__)


class RefusalError(GraphQLError):
    """Raised by a resolver for what is refused on purpose."""

    def __init__(self, sentence: StrOrPromise, code: str, **more: Any) -> None:
        super().__init__(str(sentence), extensions={"code": code, **more})


def not_signed_in(sentence: StrOrPromise) -> RefusalError:
    return RefusalError(sentence, "UNAUTHENTICATED")


def not_allowed(sentence: StrOrPromise) -> RefusalError:
    return RefusalError(sentence, "FORBIDDEN")


def not_found(sentence: StrOrPromise) -> RefusalError:
    return RefusalError(sentence, "NOT_FOUND")


def bad_input(sentence: StrOrPromise, *, field: str) -> RefusalError:
    errors = [{"field": field, "message": str(sentence)}]
    return RefusalError(sentence, "BAD_USER_INPUT", errors=errors)


def described(error: Exception) -> dict[str, Any]:
    """The error as a client gets it: never what a database or a bug has to say."""
    if not isinstance(error, GraphQLError):  # of the view: the body, the method
        return {"message": str(error), "extensions": {"code": "BAD_REQUEST"}}
    cause = error.original_error
    refusal = error if cause is None or isinstance(cause, GraphQLError) else _refusal_for(cause)
    extensions = dict(refusal.extensions or {})
    extensions.setdefault("code", _code_of(error))
    shown: dict[str, Any] = {"message": refusal.message}
    if error.locations:
        shown["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    if error.path:
        shown["path"] = error.path
    return {**shown, "extensions": extensions}


def _code_of(error: GraphQLError) -> str:
    """Of an error that GraphQL itself found."""
    return (
        "GRAPHQL_PARSE_FAILED"
        if isinstance(error, GraphQLSyntaxError)
        else "BAD_USER_INPUT"
        if error.path
        else "GRAPHQL_VALIDATION_FAILED"
    )


def _refusal_for(cause: Exception) -> RefusalError:
    if isinstance(cause, Throttled):
        return RefusalError(
            str(cause.detail), "THROTTLED", retryAfter=int(getattr(cause, "wait", None) or 1)
        )
    if isinstance(cause, ValidationError):
        errors = list(field_errors(cause.detail))
        return RefusalError(errors[0]["message"], "BAD_USER_INPUT", errors=errors)
    if isinstance(cause, DataError | UnicodeEncodeError):
        sentence = _("There is a character or a number in it that cannot be kept.")
        return RefusalError(sentence, "BAD_USER_INPUT")
    if isinstance(cause, APIException):
        return RefusalError(str(cause.detail), str(cause.default_code).upper())
    if isinstance(cause, STORE_ERRORS):
        logger.error("store_unavailable", exc_info=cause)
        return RefusalError(StoreUnavailable.default_detail, "STORE_UNAVAILABLE")
    logger.error("resolver_failed", exc_info=cause)
    sentence = _("Something went wrong on our side. The request id helps to find out what.")
    return RefusalError(sentence, "INTERNAL_SERVER_ERROR", requestId=request_id())
