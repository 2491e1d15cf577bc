from django.conf import settings
from django.contrib import admin
from django.contrib.staticfiles.views import serve as serve_static
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from apps.accounts.graphql import AuthenticatedGraphQLView
from apps.core.mailbox import mailbox
from apps.core.media import private_file, public_file
from apps.core.problems import forbidden, malformed_request, unexpected_error, unknown_path

handler400 = malformed_request
handler403 = forbidden
handler404 = unknown_path
handler500 = unexpected_error

urlpatterns = [
    path("api/", include("apps.core.urls")),
    path("api/", include("apps.accounts.urls")),
    path("api/", include("apps.links.urls")),
    path("api/", include("apps.statements.urls")),
    path("api/", include("apps.scaling.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerView.as_view(), name="docs"),
    # Django shows a page of its own for an unknown path while it debugs; the API never does, and
    # an unsafe method asks no cookie's leave to hear of it.
    re_path(r"^api/", csrf_exempt(unknown_path)),
    path("graphql/", AuthenticatedGraphQLView.as_view(graphiql=settings.DEBUG), name="graphql"),
    path("admin/", admin.site.urls),
    path("mailbox/", mailbox, name="mailbox"),
]

if settings.SERVES_STATIC_FILES:
    urlpatterns += [
        re_path(r"^static/(?P<path>.*)$", serve_static, {"insecure": True}),
        re_path(r"^media/private/(?P<name>.+)$", private_file),
        re_path(r"^media/(?P<name>.+)$", public_file),
    ]
