from collections.abc import Callable
from ipaddress import ip_address

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware
from rest_framework.throttling import BaseThrottle


def request_id() -> str:
    """The id under which everything that this request caused is logged, tasks included."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def client_address(request: HttpRequest) -> str | None:
    """Of who asks; what the client itself wrote before our proxies is not believed."""
    ident: str = BaseThrottle().get_ident(request)  # type: ignore[arg-type] # wants META alone
    try:
        return str(ip_address(ident))
    except ValueError:
        return None


class LoggingMiddleware(RequestMiddleware):
    """Logs every request, without its query: that may hold what people searched for."""

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        route = request.resolver_match
        if route and route.url_name in settings.ROUTINE_REQUESTS and response.status_code == 200:
            structlog.contextvars.clear_contextvars()  # as the base does after its line
            return
        super().handle_response(request, response)

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        # The base believes what the client wrote.
        structlog.contextvars.bind_contextvars(ip=client_address(request))

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"


class RequestIdMiddleware:
    """Hands the request id to whoever asked, so that they can quote it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["X-Request-ID"] = request_id()
        return response
