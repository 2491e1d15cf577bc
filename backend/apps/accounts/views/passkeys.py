from typing import cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.authentication import RecentlySignedIn
from apps.accounts.models import Passkey, SecurityEvent, User
from apps.accounts.notices import note
from apps.accounts.passkeys import (
    CeremonyExpiredError,
    RefusedPasskeyError,
    begin_registration,
    finish_registration,
    remove,
)
from apps.accounts.serializers import (
    CeremonySerializer,
    NewPasskeySerializer,
    PasskeySerializer,
)
from apps.accounts.views.refusals import CeremonyExpired, LastWayIn, PasskeyUnknown
from apps.accounts.ways_in import LastWayInError
from apps.core.openapi import refuses


class PasskeysView(generics.ListAPIView[Passkey]):
    serializer_class = PasskeySerializer
    pagination_class = None
    queryset = Passkey.objects.none()

    def get_queryset(self) -> QuerySet[Passkey]:
        return Passkey.objects.filter(user=cast(User, self.request.user))

    @extend_schema(request=NewPasskeySerializer, responses={201: PasskeySerializer})
    def post(self, request: Request) -> Response:
        """The authenticator's answer to the options, and a name for it."""
        given = NewPasskeySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = cast(User, request.user)
        try:
            passkey = finish_registration(user=user, **given.validated_data)
        except CeremonyExpiredError as error:
            raise ValidationError({"ceremony": CeremonyExpired.default_detail}) from error
        except RefusedPasskeyError as error:
            raise ValidationError({"credential": PasskeyUnknown.default_detail}) from error
        note(SecurityEvent.Kind.PASSKEY_ADDED, request=request, user=user)
        return Response(PasskeySerializer(passkey).data, status=status.HTTP_201_CREATED)


class NewPasskeyOptionsView(APIView):
    permission_classes = (RecentlySignedIn,)

    @extend_schema(request=None, responses=CeremonySerializer)
    def post(self, request: Request) -> Response:
        return Response(CeremonySerializer(begin_registration(user=cast(User, request.user))).data)


class PasskeyView(generics.GenericAPIView[Passkey]):
    serializer_class = PasskeySerializer
    queryset = Passkey.objects.none()

    def get_queryset(self) -> QuerySet[Passkey]:
        return Passkey.objects.filter(user=cast(User, self.request.user))

    def get_permissions(self):  # type: ignore[no-untyped-def]
        recent = self.request and self.request.method == "DELETE"
        return [RecentlySignedIn() if recent else IsAuthenticated()]

    @extend_schema(request=PasskeySerializer, responses=PasskeySerializer)
    def patch(self, request: Request, pk: str) -> Response:
        given = PasskeySerializer(self.get_object(), data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        given.save()
        return Response(given.data)

    @extend_schema(responses={204: None})
    @refuses(LastWayIn)
    def delete(self, request: Request, pk: str) -> Response:
        try:
            remove(self.get_object())
        except LastWayInError as error:
            raise LastWayIn from error
        note(SecurityEvent.Kind.PASSKEY_REMOVED, request=request, user=cast(User, request.user))
        return Response(status=status.HTTP_204_NO_CONTENT)
