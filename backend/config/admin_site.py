"""The admin of the whole application: the product's name, and a dashboard on its index."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.response import TemplateResponse

from apps.accounts.admin_site import SecondFactorAdminSite
from config.admin_dashboard import get_dashboard


class DashboardAdminSite(SecondFactorAdminSite):
    site_title = site_header = settings.PRODUCT_NAME
    index_title = "Administration"
    index_template = "admin/dashboard.html"

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        context = {"dashboard": get_dashboard(), **(extra_context or {})}
        return super().index(request, extra_context=context)
