from functools import partial
from typing import cast

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

from apps.accounts.authentication import RecentlySignedIn
from apps.accounts.belongings.archives import ArchiveQueuedError, ask_for_archive
from apps.accounts.limits import ARCHIVE
from apps.accounts.models import Archive, SecurityEvent, User
from apps.accounts.notices import note
from apps.accounts.serializers import ArchiveSerializer
from apps.accounts.tasks import make_archive
from apps.accounts.views.refusals import ArchiveQueued
from apps.core.openapi import refuses
from apps.core.problems import StoreUnavailable
from apps.core.rates import spend


class ArchivesView(generics.ListAPIView[Archive]):
    """The owner's archives, newest first: everything that they keep here, to take away."""

    serializer_class = ArchiveSerializer
    pagination_class = None
    queryset = Archive.objects.none()

    def get_queryset(self) -> QuerySet[Archive]:
        return Archive.objects.filter(owner_id=self.request.user.pk)

    def get_permissions(self) -> list[BasePermission]:
        is_safe = self.request.method in SAFE_METHODS
        return [IsAuthenticated() if is_safe else RecentlySignedIn()]

    @extend_schema(request=None, responses={202: ArchiveSerializer})
    @refuses(ArchiveQueued, Throttled)
    def post(self, request: Request) -> Response:
        """Have one made; an event over the socket and a mail say when it is ready."""
        user = cast(User, request.user)
        spend(ARCHIVE, "archive", user.pk)
        try:
            archive = ask_for_archive(user=user)
        except ArchiveQueuedError as error:
            raise ArchiveQueued from error
        make = partial(
            make_archive.delay, archive_id=str(archive.pk), language=get_language() or "en"
        )
        try:
            transaction.on_commit(make)
        except BrokerUnreachable as error:
            archive.delete()
            raise StoreUnavailable from error
        note(SecurityEvent.Kind.ARCHIVE_ASKED, request=request, user=user)
        return Response(ArchiveSerializer(archive).data, status=status.HTTP_202_ACCEPTED)


class ArchiveView(generics.RetrieveAPIView[Archive]):
    serializer_class = ArchiveSerializer
    queryset = Archive.objects.none()

    def get_queryset(self) -> QuerySet[Archive]:
        return Archive.objects.filter(owner_id=self.request.user.pk)
