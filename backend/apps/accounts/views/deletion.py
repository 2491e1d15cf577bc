from typing import cast

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.authentication import RecentlySignedIn, session_of
from apps.accounts.belongings.deletion import ask_for_deletion, cancel_deletion
from apps.accounts.models import SecurityEvent, User
from apps.accounts.notices import note
from apps.accounts.serializers import DeletionSerializer
from apps.accounts.superusers import LastSuperuserError
from apps.accounts.views.refusals import LastSuperuser
from apps.core.openapi import refuses


class DeletionView(APIView):
    def get_permissions(self) -> list[BasePermission]:
        # To keep what one has is not dangerous.
        return [IsAuthenticated() if self.request.method == "DELETE" else RecentlySignedIn()]

    @extend_schema(request=None, responses={202: DeletionSerializer})
    @refuses(LastSuperuser)
    def post(self, request: Request) -> Response:
        """Have the account and all it owns deleted after two weeks. Every other session ends."""
        user = cast(User, request.user)
        try:
            due_at = ask_for_deletion(user=user, keep=session_of(request))
        except LastSuperuserError as error:
            raise LastSuperuser from error
        language = get_language() or "en"
        note(SecurityEvent.Kind.DELETION_ASKED, request=request, user=user, language=language)
        body = DeletionSerializer({"due_at": due_at}).data
        return Response(body, status=status.HTTP_202_ACCEPTED)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """The account stays."""
        user = cast(User, request.user)
        if cancel_deletion(user=user):
            note(SecurityEvent.Kind.DELETION_CANCELLED, request=request, user=user)
        return Response(status=status.HTTP_204_NO_CONTENT)
