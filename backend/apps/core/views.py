from collections.abc import Sequence
from http import HTTPStatus

import structlog
from constance import config
from django.conf import settings
from drf_spectacular.utils import extend_schema
from limits import parse
from rest_framework.exceptions import Throttled
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.client_ip import get_client_network
from apps.core.health import HEALTHY, readiness
from apps.core.openapi import error_responses
from apps.core.rate_limiting import consume
from apps.core.serializers import (
    ClientErrorSerializer,
    HealthSerializer,
    ReadinessSerializer,
    SiteSerializer,
)

# A page sends at most five; many people may share a network.
CLIENT_ERRORS_PER_NETWORK = parse("60/10 minutes")

logger = structlog.get_logger(__name__)


class PublicView(APIView):
    """View without authentication; a token is ignored, even an invalid one."""

    authentication_classes = ()
    permission_classes: Sequence[type[BasePermission]] = ()

    def get_authenticate_header(self, request: Request) -> str:
        # Without it DRF turns a failed sign-in into 403.
        return 'Bearer realm="api"'


class HealthCheckView(PublicView):
    """Report that the process is up. Uses no store, so that polling does not keep one active."""

    @extend_schema(responses=HealthSerializer)
    def get(self, request: Request) -> Response:
        return Response(HEALTHY)


class ReadyView(PublicView):
    """Report state and response time of database, Redis and migrations; 503 if one is not ready."""

    @extend_schema(responses={200: ReadinessSerializer, 503: ReadinessSerializer})
    def get(self, request: Request) -> Response:
        parts = readiness()
        ready = all(part["state"] == "ok" for part in parts.values())
        return Response(parts, status=200 if ready else 503)


class SiteView(PublicView):
    """Return the settings that the front end needs before sign-in."""

    @extend_schema(responses=SiteSerializer)
    def get(self, request: Request) -> Response:
        return Response(
            {
                "banner": config.BANNER,
                "upload_limit_bytes": config.UPLOAD_LIMIT_MEGABYTES * 1024 * 1024,
                "demo": settings.DEMO_SIGN_IN,
                "scaling_open": config.SCALING_OPEN,
                "scaling_public": config.SCALING_PUBLIC,
                "mailbox": settings.MAILBOX is not None,
            }
        )


class ClientErrorView(PublicView):
    """Log an error that occurred in a browser."""

    @extend_schema(request=ClientErrorSerializer, responses={204: None})
    @error_responses(Throttled)
    def post(self, request: Request) -> Response:
        consume(CLIENT_ERRORS_PER_NETWORK, "client_error", get_client_network(request._request))
        error = ClientErrorSerializer(data=request.data)
        error.is_valid(raise_exception=True)
        # A warning, as it comes from outside.
        logger.warning("Error in a browser", **error.validated_data)
        return Response(status=HTTPStatus.NO_CONTENT)
