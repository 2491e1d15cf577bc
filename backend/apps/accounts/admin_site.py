"""The admin site. It has no login form of its own: users sign in on the application's page."""

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

from apps.accounts.sessions.admin_login import has_admin_access


class SecondFactorAdminSite(AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return has_admin_access(request)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        path = _get_next_path(request)
        if self.has_permission(request):
            return HttpResponseRedirect(path)
        return HttpResponseRedirect(
            f"{settings.SITE_URL}/sign-in?{urlencode({REDIRECT_FIELD_NAME: path})}"
        )

    def logout(  # type: ignore[override] # the stubs have it narrower than Django
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        """Log out of the admin only."""
        if request.method == "POST":
            logout(request)
        return HttpResponseRedirect(f"{settings.SITE_URL}/")

    def password_change(  # type: ignore[override] # as above
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        """Redirect to the account page, which ends other sessions and notifies the owner."""
        return HttpResponseRedirect(f"{settings.SITE_URL}/account/security")


def _get_next_path(request: HttpRequest) -> str:
    """Return the requested path if it is of this site, else the admin's index."""
    target = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if is_ours else reverse("admin:index")
