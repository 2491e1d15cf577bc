from typing import cast

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import SecurityEvent, User
from apps.accounts.privacy.account_deletion import cancel_deletion, request_deletion
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.deletion import DeletionSerializer
from apps.accounts.sessions.authentication import RecentlyAuthenticated, get_session
from apps.accounts.views.errors import LastSuperuser
from apps.core.openapi import error_responses


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
