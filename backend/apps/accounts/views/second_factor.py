from dataclasses import asdict
from typing import cast

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound, Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.authentication import RecentlySignedIn, session_of
from apps.accounts.models import SecurityEvent, User
from apps.accounts.notices import note
from apps.accounts.second_factor import (
    TotpPresentError,
    WrongCodeError,
    begin_totp,
    confirm_totp,
    recovery_codes_left,
    remove_totp,
    renew_recovery_codes,
)
from apps.accounts.serializers import (
    CodeSerializer,
    EnrolmentSerializer,
    RecoveryCodesSerializer,
    SecondFactorSerializer,
)
from apps.accounts.sessions import confirm_owner
from apps.accounts.views.refusals import TotpPresent, WrongCode
from apps.core.openapi import refuses


class SecondFactorView(APIView):
    @extend_schema(responses=SecondFactorSerializer)
    def get(self, request: Request) -> Response:
        user = cast(User, request.user)
        left = recovery_codes_left(user=user)
        return Response({"totp": user.has_second_factor, "recovery_codes_left": left})


class TotpView(APIView):
    permission_classes = (RecentlySignedIn,)

    @extend_schema(request=None, responses={201: EnrolmentSerializer})
    @refuses(TotpPresent)
    def post(self, request: Request) -> Response:
        """A secret for an authenticator application, which counts after a first code."""
        try:
            enrolment = begin_totp(user=cast(User, request.user))
        except TotpPresentError as error:
            raise TotpPresent from error
        return Response(asdict(enrolment), status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={204: None})
    @refuses(NotFound)
    def delete(self, request: Request) -> Response:
        user = cast(User, request.user)
        if not remove_totp(user=user):
            raise NotFound
        note(SecurityEvent.Kind.SECOND_FACTOR_REMOVED, request=request, user=user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConfirmTotpView(APIView):
    @extend_schema(request=CodeSerializer, responses=RecoveryCodesSerializer)
    @refuses(Throttled)
    def post(self, request: Request) -> Response:
        given = CodeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = cast(User, request.user)
        try:
            codes = confirm_totp(user=user, code=given.validated_data["code"])
        except WrongCodeError as error:
            raise ValidationError({"code": WrongCode.default_detail}) from error
        confirm_owner(session_of(request), second_factor=True)
        note(SecurityEvent.Kind.SECOND_FACTOR_ADDED, request=request, user=user)
        return Response({"recovery_codes": codes})


class RecoveryCodesView(APIView):
    permission_classes = (RecentlySignedIn,)

    @extend_schema(request=None, responses=RecoveryCodesSerializer)
    @refuses(NotFound)
    def post(self, request: Request) -> Response:
        """Fresh recovery codes; those of before are void."""
        user = cast(User, request.user)
        if not user.has_second_factor:
            raise NotFound(_("There is no authenticator application to recover from."))
        codes = renew_recovery_codes(user=user)
        note(SecurityEvent.Kind.RECOVERY_CODES_RENEWED, request=request, user=user)
        return Response({"recovery_codes": codes})
