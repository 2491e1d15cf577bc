"""Did the request come from a page of ours? For what a cookie alone authenticates.

Source: the algorithm of Go's net/http CrossOriginProtection; W3C Fetch Metadata.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request


class CrossOrigin(PermissionDenied):
    default_detail = _("This is answered only to pages of this site.")
    default_code = "cross_origin"


class SameOrigin(BasePermission):
    """Every browser of the last years says where an unsafe request comes from, and no page can keep
    it from doing so. What says nothing is no browser, and carries nobody's cookies but its own."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method not in SAFE_METHODS and _is_cross_origin(request._request):
            raise CrossOrigin
        return True


def _is_cross_origin(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and origin != settings.SITE_URL
