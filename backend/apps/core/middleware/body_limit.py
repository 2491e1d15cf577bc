from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from rest_framework.parsers import MultiPartParser

from apps.core.problem_details import problem_response

# In bytes. Uploads have their own limit, which staff can change.
MAX_BODY_SIZE = 1024 * 1024


class BodyLimitMiddleware:
    """Limit the size of request bodies.

    Before authentication, Django writes multipart bodies of any size to disk, and DRF reads JSON of
    any size into memory.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, *_arguments: Any
    ) -> HttpResponse | None:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size > MAX_BODY_SIZE and not _is_upload(request, view):
            return problem_response(
                413, _("The request body may have at most 1 MB."), "body_too_large"
            )
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Respond 400 from views outside DRF if the client disconnected or was too slow."""
        if isinstance(exception, UnreadablePostError):
            return problem_response(400, _("The request body is incomplete."), "body_incomplete")
        return None


def _is_upload(request: HttpRequest, view: Any) -> bool:
    if request.content_type != "multipart/form-data":
        return False
    parsers = getattr(getattr(view, "cls", None), "parser_classes", ())
    # An action of a view set may have its own parsers.
    return MultiPartParser in getattr(view, "initkwargs", {}).get("parser_classes", parsers)
