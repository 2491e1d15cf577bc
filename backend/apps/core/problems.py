"""The one error shape of the API: problem details, RFC 9457."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import django.db
import redis.exceptions
import structlog
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from kombu.exceptions import OperationalError as BrokerUnreachable
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from apps.core.requests import request_id

logger = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
STORE_ERRORS = (
    django.db.InterfaceError,
    django.db.OperationalError,
    redis.exceptions.ConnectionError,
    redis.exceptions.TimeoutError,
    BrokerUnreachable,
)


class StoreUnavailable(exceptions.APIException):
    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = _("A part of the service does not answer. Try again in a moment.")
    default_code = "store_unavailable"


def problem(
    *, status: int, detail: str, code: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The members of a problem. `errors` names field, code and message of each bad input."""
    members: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": request_id(),
    }
    return members | ({"errors": errors} if errors else {})


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal of a REST view as a problem; None lets a real fault through to the log."""
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    elif isinstance(exc, RecursionError):  # JSON that is nested thousands of levels deep
        exc = exceptions.ParseError()
    elif isinstance(exc, STORE_ERRORS):
        logger.error("store_unavailable", exc_info=exc)
        exc = StoreUnavailable()
    if not isinstance(exc, exceptions.APIException):
        return None
    set_rollback()
    errors = list(field_errors(exc.detail)) if isinstance(exc, exceptions.ValidationError) else []
    first = errors[0] if errors else None
    body = problem(
        status=exc.status_code,
        detail=first["message"] if first else str(_detail(exc)),
        code="invalid" if first else _code(exc),
        errors=errors,
    )
    body |= getattr(exc, "members", {})
    return Response(body, status=exc.status_code, headers=_headers(exc), content_type=MEDIA_TYPE)


def field_errors(detail: Any, field: str = "") -> Iterator[dict[str, str]]:
    """Flatten a validation error's tree; a nested field reads `parent.child`."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            own = "" if name == "non_field_errors" else str(name)
            yield from field_errors(inner, ".".join(filter(None, (field, own))))
    elif isinstance(detail, list):
        for inner in detail:
            yield from field_errors(inner, field)
    else:
        yield {"field": field, "code": detail.code, "message": str(detail)}


def malformed_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(400, _("The request is malformed, too large, or for another host."), "malformed")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(403, _("You may not do this."), "forbidden")


def unknown_path(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(404, _("Nothing answers at %(path)s.") % {"path": request.path}, "not_found")


def unexpected_error(request: HttpRequest) -> HttpResponse:
    return answer(
        500,
        _("Something went wrong on our side. The request id helps to find out what."),
        "error",
    )


def answer(status: int, detail: StrOrPromise, code: str) -> HttpResponse:
    """A problem from outside DRF's views."""
    body = problem(status=status, detail=str(detail), code=code)
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def _detail(exc: exceptions.APIException) -> Any:
    return exc.detail["detail"] if isinstance(exc.detail, dict) else exc.detail


def _code(exc: exceptions.APIException) -> str:
    if isinstance(exc.detail, dict) and "code" in exc.detail:  # simplejwt's way
        return str(exc.detail["code"])
    detail = _detail(exc)
    return str(getattr(detail, "code", exc.default_code))


def _headers(exc: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = str(exc.auth_header)  # type: ignore[attr-defined] # set by the view
    if getattr(exc, "wait", None):
        headers["Retry-After"] = str(int(exc.wait))  # type: ignore[attr-defined] # of Throttled
    return headers
