from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import SecurityEvent, Session, User
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.open_sessions import OpenSessionSerializer
from apps.accounts.sessions.sessions import end_sessions


class OpenSessionsView(generics.ListAPIView[Session]):
    """List the live sessions of the account."""

    serializer_class = OpenSessionSerializer
    pagination_class = None
    queryset = Session.live.none()

    def get_queryset(self) -> QuerySet[Session]:
        return Session.live.filter(user=cast(User, self.request.user))

    @extend_schema(operation_id="sessions_destroy_all", request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Sign out everywhere, including this session."""
        end_sessions(user=cast(User, request.user), end=Session.End.ENDED_ELSEWHERE)
        record_and_notify(
            SecurityEvent.Kind.ALL_SESSIONS_ENDED, request=request, user=cast(User, request.user)
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class OpenSessionView(APIView):
    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, session_id: UUID) -> Response:
        ended = end_sessions(
            user=cast(User, request.user), end=Session.End.ENDED_ELSEWHERE, only=session_id
        )
        if not ended:
            raise NotFound
        record_and_notify(
            SecurityEvent.Kind.SESSION_ENDED, request=request, user=cast(User, request.user)
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
