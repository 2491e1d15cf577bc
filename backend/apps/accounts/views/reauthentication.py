from typing import cast

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.credentials import passkeys
from apps.accounts.credentials.password_login import WrongPasswordError, confirm_password
from apps.accounts.credentials.two_factor import SecondFactor, WrongCodeError, verify_code
from apps.accounts.models import Passkey, SecurityEvent, User
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.reauthentication import ConfirmationSerializer
from apps.accounts.sessions.authentication import get_session
from apps.accounts.sessions.sessions import mark_reauthenticated
from apps.accounts.views.errors import PasskeyUnknown, WrongCode, WrongPassword
from apps.core.openapi import error_responses


class ConfirmationView(APIView):
    """Reauthenticate, for actions that require a recent login."""

    @extend_schema(request=ConfirmationSerializer, responses={204: None})
    @error_responses(Throttled)
    def post(self, request: Request) -> Response:
        data = ConfirmationSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        user = cast(User, request.user)
        data, factor_added_at = data.validated_data, None
        if "password" in data:
            self._check_password(request, user, data["password"])
        elif "code" in data:
            self._check_code(request, user, data["code"])
            factor_added_at = user.totp.confirmed_at
        else:
            factor_added_at = self._check_passkey(user, data).created_at
        mark_reauthenticated(get_session(request), factor_added_at=factor_added_at)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _check_password(self, request: Request, user: User, password: str) -> None:
        try:
            confirm_password(user=user, password=password, session_id=get_session(request).pk)
        except WrongPasswordError as error:
            record_and_notify(SecurityEvent.Kind.SIGN_IN_FAILED, request=request, user=user)
            raise ValidationError({"password": WrongPassword.default_detail}) from error

    def _check_code(self, request: Request, user: User, code: str) -> None:
        try:
            factor = verify_code(user=user, code=code)
        except WrongCodeError as error:
            record_and_notify(SecurityEvent.Kind.SECOND_FACTOR_FAILED, request=request, user=user)
            raise ValidationError({"code": WrongCode.default_detail}) from error
        if factor is SecondFactor.RECOVERY_CODE:
            record_and_notify(SecurityEvent.Kind.RECOVERY_CODE_USED, request=request, user=user)

    def _check_passkey(self, user: User, data: dict[str, object]) -> Passkey:
        try:
            passkey = passkeys.finish_login(
                ceremony=str(data["ceremony"]),
                credential=data["credential"],  # type: ignore[arg-type] # validated
            )
        except (passkeys.CeremonyExpiredError, passkeys.InvalidPasskeyError) as error:
            raise ValidationError({"credential": PasskeyUnknown.default_detail}) from error
        if passkey.user_id != user.pk:
            raise ValidationError({"credential": PasskeyUnknown.default_detail})
        return passkey
