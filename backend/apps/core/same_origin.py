"""CSRF protection for endpoints that a cookie alone authenticates.

Source: the algorithm of Go's net/http CrossOriginProtection; W3C Fetch Metadata.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request


class CrossOrigin(PermissionDenied):
    default_detail = _("Only pages of this site may send this request.")
    default_code = "cross_origin"


class SameOrigin(BasePermission):
    """Reject unsafe requests from pages of other sites.

    All current browsers send the origin of unsafe requests, and no page can prevent it. A request
    without it is not from a browser, and so carries no user's cookies without their intent.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method not in SAFE_METHODS and is_cross_origin(request._request.headers):
            raise CrossOrigin
        return True


def is_cross_origin(headers: Mapping[str, str]) -> bool:
    """Return whether a page of another site sent the request. `headers` is case-insensitive."""
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("Origin")
    return origin is not None and origin != settings.SITE_URL
