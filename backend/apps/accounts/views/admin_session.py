from typing import cast

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import IsAdminUser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.admin_sessions import SecondFactorNeededError, close_admin, open_admin
from apps.accounts.authentication import session_of
from apps.accounts.models import SecurityEvent, User
from apps.accounts.notices import note
from apps.accounts.views.refusals import SecondFactorNeeded
from apps.core.openapi import refuses


class AdminSessionView(APIView):
    """The cookie that opens the admin's and Flower's pages."""

    permission_classes = (IsAdminUser,)

    @extend_schema(request=None, responses={204: None})
    @refuses(SecondFactorNeeded)
    def post(self, request: Request) -> Response:
        """It is worth as much as the session it is asked for with, and ends with that."""
        try:
            open_admin(request._request, session=session_of(request))
        except SecondFactorNeededError as error:
            raise SecondFactorNeeded from error
        note(SecurityEvent.Kind.ADMIN_ENTERED, request=request, user=cast(User, request.user))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        close_admin(request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)
