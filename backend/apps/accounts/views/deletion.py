from typing import cast

from django.db import transaction
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import Throttled
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import SecurityEvent, User
from apps.accounts.privacy.account_deletion import (
    cancel_deletion,
    cancel_deletion_by_link,
    request_deletion,
)
from apps.accounts.rate_limits import LINK_CONFIRMATIONS
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.deletion import DeletionSerializer
from apps.accounts.serializers.users import EmailSerializer, LinkSerializer
from apps.accounts.sessions.authentication import RecentlyAuthenticated, get_session
from apps.accounts.views.errors import InvalidLink, LastSuperuser
from apps.core.client_ip import get_client_network
from apps.core.openapi import error_responses
from apps.core.rate_limiting import consume
from apps.core.views import PublicView


class KeepAccountView(PublicView):
    """Cancel the deletion with the link of the mail, which works once, until the account is
    deleted."""

    @extend_schema(request=LinkSerializer, responses=EmailSerializer)
    @error_responses(InvalidLink, Throttled)
    def post(self, request: Request) -> Response:
        consume(LINK_CONFIRMATIONS, "confirm", get_client_network(request._request))
        data = LinkSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        with transaction.atomic():
            user = cancel_deletion_by_link(token=data.validated_data["token"])
            record_and_notify(SecurityEvent.Kind.DELETION_CANCELLED, request=request, user=user)
        return Response({"email": user.email})


class DeletionView(APIView):
    def get_permissions(self) -> list[BasePermission]:
        # Cancelling is harmless.
        return [IsAuthenticated() if self.request.method == "DELETE" else RecentlyAuthenticated()]

    @extend_schema(request=None, responses={202: DeletionSerializer})
    @error_responses(LastSuperuser)
    def post(self, request: Request) -> Response:
        """Delete the account and all its data after two weeks. Other sessions end."""
        user = cast(User, request.user)
        due_at = request_deletion(user=user, keep=get_session(request))
        language = get_language() or "en"
        record_and_notify(
            SecurityEvent.Kind.DELETION_ASKED, request=request, user=user, language=language
        )
        body = DeletionSerializer({"due_at": due_at}).data
        return Response(body, status=status.HTTP_202_ACCEPTED)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Cancel the deletion."""
        user = cast(User, request.user)
        if cancel_deletion(user=user):
            record_and_notify(SecurityEvent.Kind.DELETION_CANCELLED, request=request, user=user)
        return Response(status=status.HTTP_204_NO_CONTENT)
