from typing import cast

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import IsAdminUser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import SecurityEvent, User
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.sessions.admin_login import (
    close_admin_session,
    open_admin_session,
)
from apps.accounts.sessions.authentication import get_session
from apps.accounts.views.errors import AdminSecondFactorRequired, AdminSecondFactorUnapproved
from apps.core.openapi import error_responses


class AdminSessionView(APIView):
    """Session cookie for the admin and Flower."""

    permission_classes = (IsAdminUser,)

    @extend_schema(request=None, responses={204: None})
    @error_responses(AdminSecondFactorRequired, AdminSecondFactorUnapproved)
    def post(self, request: Request) -> Response:
        """Log in to the admin. The cookie ends with the session of the request."""
        open_admin_session(request._request, session=get_session(request))
        record_and_notify(
            SecurityEvent.Kind.ADMIN_ENTERED, request=request, user=cast(User, request.user)
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        close_admin_session(request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)
