"""What the load balancer asks, and how it asks."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class HealthCheckHostMiddleware:
    """The load balancer asks for our health at the task's own address, which no list of hosts can
    name beforehand. For that one path the Host it sends is replaced by ours; every other request
    has to carry one of ALLOWED_HOSTS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == reverse("health-check"):
            request.META["HTTP_HOST"] = urlsplit(settings.SITE_URL).netloc
        return self.get_response(request)
