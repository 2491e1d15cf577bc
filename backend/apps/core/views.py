from collections.abc import Sequence

from constance import config
from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.health import readiness
from apps.core.serializers import HealthSerializer, ReadinessSerializer, SiteSerializer


class PublicView(APIView):
    """For everybody: no token is asked for, and a wrong one is not looked at."""

    authentication_classes = ()
    permission_classes: Sequence[type[BasePermission]] = ()

    def get_authenticate_header(self, request: Request) -> str:
        # Without one DRF turns a failed sign-in into 403.
        return 'Bearer realm="api"'


class HealthCheckView(PublicView):
    """The process answers. Touches no store, so that asking keeps none awake."""

    @extend_schema(responses=HealthSerializer)
    def get(self, request: Request) -> Response:
        return Response({"state": "ok"})


class ReadyView(PublicView):
    """The process could do its work: database, Redis and migrations, each with state and time."""

    @extend_schema(responses={200: ReadinessSerializer, 503: ReadinessSerializer})
    def get(self, request: Request) -> Response:
        parts = readiness()
        ready = all(part["state"] == "ok" for part in parts.values())
        return Response(parts, status=200 if ready else 503)


class SiteView(PublicView):
    """What the front end needs to know before anybody signs in."""

    @extend_schema(responses=SiteSerializer)
    def get(self, request: Request) -> Response:
        return Response(
            {
                "banner": config.BANNER,
                "upload_limit_bytes": config.UPLOAD_LIMIT_MEGABYTES * 1024 * 1024,
                "demo": settings.DEMO_SIGN_IN,
                "scaling_open": config.SCALING_OPEN,
                "mailbox": settings.MAILBOX is not None,
            }
        )
