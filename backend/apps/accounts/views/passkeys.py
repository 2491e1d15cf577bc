from typing import cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.credentials.passkeys import (
    CeremonyExpiredError,
    InvalidPasskeyError,
    begin_registration,
    finish_registration,
    remove_passkey,
)
from apps.accounts.models import Passkey, SecurityEvent, User
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.passkeys import (
    CeremonySerializer,
    NewPasskeySerializer,
    PasskeySerializer,
)
from apps.accounts.sessions.authentication import (
    RecentSecondFactor,
    SecondFactorVerified,
    get_session,
)
from apps.accounts.sessions.sessions import mark_reauthenticated
from apps.accounts.views.errors import CeremonyExpired, LastLoginMethod, PasskeyUnknown
from apps.core.openapi import error_responses


class PasskeysView(generics.ListAPIView[Passkey]):
    serializer_class = PasskeySerializer
    pagination_class = None
    queryset = Passkey.objects.none()

    def get_queryset(self) -> QuerySet[Passkey]:
        return Passkey.objects.filter(user=cast(User, self.request.user))

    def get_permissions(self):  # type: ignore[no-untyped-def]
        adds = self.request and self.request.method == "POST"
        return [SecondFactorVerified() if adds else IsAuthenticated()]

    @extend_schema(request=NewPasskeySerializer, responses={201: PasskeySerializer})
    def post(self, request: Request) -> Response:
        """Register a passkey with the authenticator's response to the options, and a name."""
        data = NewPasskeySerializer(data=request.data)
        data.is_valid(raise_exception=True)
        user = cast(User, request.user)
        try:
            passkey = finish_registration(user=user, **data.validated_data)
        except CeremonyExpiredError as error:
            raise ValidationError({"ceremony": CeremonyExpired.default_detail}) from error
        except InvalidPasskeyError as error:
            raise ValidationError({"credential": PasskeyUnknown.default_detail}) from error
        mark_reauthenticated(get_session(request), factor_added_at=passkey.created_at)
        record_and_notify(SecurityEvent.Kind.PASSKEY_ADDED, request=request, user=user)
        return Response(PasskeySerializer(passkey).data, status=status.HTTP_201_CREATED)


class NewPasskeyOptionsView(APIView):
    permission_classes = (RecentSecondFactor,)

    @extend_schema(request=None, responses=CeremonySerializer)
    def post(self, request: Request) -> Response:
        return Response(CeremonySerializer(begin_registration(user=cast(User, request.user))).data)


class PasskeyView(generics.GenericAPIView[Passkey]):
    serializer_class = PasskeySerializer
    queryset = Passkey.objects.none()

    def get_queryset(self) -> QuerySet[Passkey]:
        return Passkey.objects.filter(user=cast(User, self.request.user))

    def get_permissions(self):  # type: ignore[no-untyped-def]
        removes = self.request and self.request.method == "DELETE"
        return [RecentSecondFactor() if removes else IsAuthenticated()]

    @extend_schema(request=PasskeySerializer, responses=PasskeySerializer)
    def patch(self, request: Request, pk: str) -> Response:
        data = PasskeySerializer(self.get_object(), data=request.data, partial=True)
        data.is_valid(raise_exception=True)
        data.save()
        return Response(data.data)

    @extend_schema(responses={204: None})
    @error_responses(LastLoginMethod)
    def delete(self, request: Request, pk: str) -> Response:
        remove_passkey(self.get_object())
        record_and_notify(
            SecurityEvent.Kind.PASSKEY_REMOVED, request=request, user=cast(User, request.user)
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
