from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from apps.core.problems import answer

LARGEST_BODY = 1024 * 1024
"""Bytes of what is no upload. Uploads have a live limit of their own."""


class BodyLimitMiddleware:
    """DRF reads JSON of any size into memory, before it asks who sends it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size > LARGEST_BODY and request.content_type != "multipart/form-data":
            return answer(413, _("What you sent is larger than 1 MB."), "body_too_large")
        return self.get_response(request)
