"""The admin, which asks for no password of its own: the sign-in page opens it."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from apps.accounts.admin_sessions import may_administer


class GuardedAdminSite(AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return may_administer(request)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        path = _next(request)
        if self.has_permission(request):
            return HttpResponseRedirect(path)
        return HttpResponseRedirect(
            f"{settings.SITE_URL}/sign-in?{urlencode({REDIRECT_FIELD_NAME: path})}"
        )

    def logout(  # type: ignore[override] # the stubs have it narrower than Django
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        """Of the admin alone."""
        if request.method == "POST":
            logout(request)
        return HttpResponseRedirect(f"{settings.SITE_URL}/")

    def password_change(  # type: ignore[override] # elsewhere
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        """Of the account, where every other session ends and the owner hears of it."""
        return HttpResponseRedirect(f"{settings.SITE_URL}/account/security")


def _next(request: HttpRequest) -> str:
    """A path of this site."""
    asked = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else reverse("admin:index")
