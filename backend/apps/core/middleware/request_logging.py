from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

from apps.core.client_ip import get_client_ip


def request_id() -> str:
    """Return the id that all logs of the current request have, including its tasks' logs."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


class LoggingMiddleware(RequestMiddleware):
    """Log every request, without its query string, which may contain search terms."""

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        route = request.resolver_match
        if route and route.url_name in settings.ROUTINE_REQUESTS and response.status_code == 200:
            structlog.contextvars.clear_contextvars()  # as the base class does after logging
            return
        super().handle_response(request, response)

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        # The base class trusts the client's own X-Forwarded-For.
        structlog.contextvars.bind_contextvars(ip=get_client_ip(request))

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"


class RequestIdMiddleware:
    """Add the request id to the response, so that users can quote it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["X-Request-ID"] = request_id()
        return response
