from django.conf import settings
from django.contrib import admin
from django.contrib.staticfiles.views import serve as serve_static
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from apps.accounts.graphql.transports import AuthenticatedGraphQLView
from apps.core.dev_mailbox import mailbox
from apps.core.problem_details import forbidden, malformed_request, unexpected_error, unknown_path
from apps.core.storage.views import private_file, public_file
from config.home.views import HomeView

handler400 = malformed_request
handler403 = forbidden
handler404 = unknown_path
handler500 = unexpected_error

urlpatterns = [
    path("api/", include("apps.core.urls")),
    path("api/", include("apps.accounts.urls")),
    path("api/", include("apps.links.urls")),  # sample: links
    path("api/", include("apps.statements.urls")),  # sample: statements
    path("api/", include("apps.scaling.urls")),
    path("api/home/", HomeView.as_view(), name="home"),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerView.as_view(), name="docs"),
    # In debug mode Django would return an HTML page for an unknown path, and a CSRF error for an
    # unsafe method.
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
