"""The error format of the REST API: problem details, RFC 9457."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import django.db
import redis.exceptions
import structlog
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from kombu.exceptions import OperationalError as BrokerUnreachable
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from apps.core.middleware.request_logging import request_id

logger = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
STORE_ERRORS = (
    django.db.InterfaceError,
    django.db.OperationalError,
    redis.exceptions.ConnectionError,
    redis.exceptions.TimeoutError,
    # The store is full, and evicts nothing.
    redis.exceptions.OutOfMemoryError,
    BrokerUnreachable,
)


# {domain exception: API error}, so that domain code knows no HTTP. Filled by the applications.
_api_errors: dict[type[Exception], type[exceptions.APIException]] = {}


class StoreUnavailable(exceptions.APIException):
    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = _("The service is temporarily unavailable. Try again in a moment.")
    default_code = "store_unavailable"


# Names of RFC 9110, which Python has from 3.13 on.
_TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}


def title_of(status: int) -> str:
    """Return the reason phrase of a status: the same with each version of Python."""
    return _TITLES.get(status) or HTTPStatus(status).phrase


def problem(
    *, status: int, detail: str, code: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """Return the members of a problem. `errors` has field, code and message of each bad input."""
    members: dict[str, Any] = {
        "type": "about:blank",
        "title": title_of(status),
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": request_id(),
    }
    return members | ({"errors": errors} if errors else {})


def register_api_errors(errors: dict[type[Exception], type[exceptions.APIException]]) -> None:
    _api_errors.update(errors)


def to_api_error(exc: Exception) -> Exception:
    """Return the API error that is registered for a domain exception, or the exception itself."""
    error = _api_errors.get(type(exc))
    return error() if error else exc


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Return an expected error of a REST view as a problem, or None to log it as unexpected."""
    if (error := to_api_error(exc)) is not exc:
        exc = error
        if isinstance(exc, exceptions.AuthenticationFailed):
            # DRF sets it before it calls this handler, for its own exceptions only.
            exc.auth_header = context["view"].get_authenticate_header(context["request"])  # type: ignore[attr-defined] # as DRF
    elif isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    elif isinstance(exc, RecursionError):  # JSON nested thousands of levels deep
        exc = exceptions.ParseError()
    elif isinstance(exc, UnreadablePostError):  # the client disconnected or was too slow
        exc = exceptions.ParseError(_("The request body is incomplete."), "body_incomplete")
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
    return problem_response(
        400, _("The request is malformed, too large, or for another host."), "malformed"
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem_response(403, _("You do not have permission to do this."), "forbidden")


def unknown_path(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problem_response(404, _("Not found: %(path)s") % {"path": request.path}, "not_found")


def unexpected_error(request: HttpRequest) -> HttpResponse:
    return problem_response(500, _("Something went wrong. Please report the request id."), "error")


def problem_response(status: int, detail: StrOrPromise, code: str) -> HttpResponse:
    """Return a problem from outside DRF's views."""
    body = problem(status=status, detail=str(detail), code=code)
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def _detail(exc: exceptions.APIException) -> Any:
    return exc.detail["detail"] if isinstance(exc.detail, dict) else exc.detail


def _code(exc: exceptions.APIException) -> str:
    if isinstance(exc.detail, dict) and "code" in exc.detail:  # from simplejwt
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
