from dataclasses import asdict
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound, Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.credentials.two_factor import (
    WrongCodeError,
    begin_totp,
    confirm_totp,
    count_recovery_codes_left,
    remove_totp,
    renew_recovery_codes,
)
from apps.accounts.models import SecurityEvent, User
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.second_factor import (
    CodeSerializer,
    EnrolmentSerializer,
    RecoveryCodesSerializer,
    SecondFactorSerializer,
)
from apps.accounts.sessions.authentication import (
    RecentSecondFactor,
    SecondFactorVerified,
    get_session,
)
from apps.accounts.sessions.sessions import mark_reauthenticated
from apps.accounts.views.errors import TotpPresent, WrongCode
from apps.core.openapi import error_responses


class SecondFactorView(APIView):
    @extend_schema(responses=SecondFactorSerializer)
    def get(self, request: Request) -> Response:
        user = cast(User, request.user)
        left = count_recovery_codes_left(user=user)
        return Response({"totp": user.has_second_factor, "recovery_codes_left": left})


class TotpView(APIView):
    permission_classes = (RecentSecondFactor,)

    @extend_schema(request=None, responses={201: EnrolmentSerializer})
    @error_responses(TotpPresent)
    def post(self, request: Request) -> Response:
        """Return a secret for an authenticator app, which a first code enables."""
        enrolment = begin_totp(user=cast(User, request.user))
        return Response(asdict(enrolment), status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={204: None})
    @error_responses(NotFound)
    def delete(self, request: Request) -> Response:
        user = cast(User, request.user)
        if not remove_totp(user=user):
            raise NotFound
        record_and_notify(SecurityEvent.Kind.SECOND_FACTOR_REMOVED, request=request, user=user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConfirmTotpView(APIView):
    permission_classes = (SecondFactorVerified,)

    @extend_schema(request=CodeSerializer, responses=RecoveryCodesSerializer)
    @error_responses(Throttled)
    def post(self, request: Request) -> Response:
        data = CodeSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        user = cast(User, request.user)
        try:
            codes = confirm_totp(user=user, code=data.validated_data["code"])
        except WrongCodeError as error:
            raise ValidationError({"code": WrongCode.default_detail}) from error
        mark_reauthenticated(get_session(request), factor_added_at=timezone.now())
        record_and_notify(SecurityEvent.Kind.SECOND_FACTOR_ADDED, request=request, user=user)
        return Response({"recovery_codes": codes})


class RecoveryCodesView(APIView):
    permission_classes = (RecentSecondFactor,)

    @extend_schema(request=None, responses=RecoveryCodesSerializer)
    @error_responses(NotFound)
    def post(self, request: Request) -> Response:
        """Create new recovery codes; the old ones stop working."""
        user = cast(User, request.user)
        if not user.has_second_factor:
            raise NotFound(_("No authenticator app is set up."))
        codes = renew_recovery_codes(user=user)
        record_and_notify(SecurityEvent.Kind.RECOVERY_CODES_RENEWED, request=request, user=user)
        return Response({"recovery_codes": codes})
