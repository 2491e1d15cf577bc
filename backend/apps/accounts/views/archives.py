from functools import partial
from typing import cast
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from kombu.exceptions import OperationalError as BrokerUnreachable
from rest_framework import generics, status
from rest_framework.exceptions import Throttled
from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import Archive, SecurityEvent, User
from apps.accounts.privacy.export import cancel_archive, notify_archive_changed, request_archive
from apps.accounts.rate_limits import ARCHIVES
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.archives import ArchiveSerializer
from apps.accounts.sessions.authentication import RecentlyAuthenticated
from apps.accounts.tasks import make_archive
from apps.accounts.views.errors import ArchiveQueued
from apps.core.openapi import error_responses
from apps.core.problem_details import StoreUnavailable
from apps.core.rate_limiting import consume


class ArchivesView(generics.ListAPIView[Archive]):
    """List the user's data exports, newest first."""

    serializer_class = ArchiveSerializer
    pagination_class = None
    queryset = Archive.objects.none()

    def get_queryset(self) -> QuerySet[Archive]:
        return Archive.objects.filter(owner_id=self.request.user.pk)

    def get_permissions(self) -> list[BasePermission]:
        is_safe = self.request.method in SAFE_METHODS
        return [IsAuthenticated() if is_safe else RecentlyAuthenticated()]

    @extend_schema(request=None, responses={202: ArchiveSerializer})
    @error_responses(ArchiveQueued, Throttled)
    def post(self, request: Request) -> Response:
        """Request an export. A WebSocket event and a mail notify when it is ready."""
        user = cast(User, request.user)
        consume(ARCHIVES, "archive", user.pk)
        archive = request_archive(user=user, language=get_language() or "en")
        make = partial(make_archive.delay, archive_id=str(archive.pk), language=archive.language)
        try:
            transaction.on_commit(make)
        except BrokerUnreachable as error:
            archive.delete()
            raise StoreUnavailable from error
        record_and_notify(SecurityEvent.Kind.ARCHIVE_ASKED, request=request, user=user)
        return Response(ArchiveSerializer(archive).data, status=status.HTTP_202_ACCEPTED)


class ArchiveView(generics.RetrieveAPIView[Archive]):
    serializer_class = ArchiveSerializer
    queryset = Archive.objects.none()

    def get_queryset(self) -> QuerySet[Archive]:
        return Archive.objects.filter(owner_id=self.request.user.pk)


class ArchiveCancellationView(generics.GenericAPIView[Archive]):
    serializer_class = ArchiveSerializer
    queryset = Archive.objects.none()

    def get_queryset(self) -> QuerySet[Archive]:
        return Archive.objects.filter(owner_id=self.request.user.pk)

    @extend_schema(request=None, responses=ArchiveSerializer)
    @error_responses(StoreUnavailable)
    def post(self, request: Request, pk: UUID) -> Response:
        """Cancel an export that is queued or in progress, which may take a second."""
        archive = self.get_object()
        cancelled = cancel_archive(archive_id=archive.pk)
        if cancelled is not None:
            notify_archive_changed(cancelled)
        return Response(ArchiveSerializer(self.get_object()).data)
