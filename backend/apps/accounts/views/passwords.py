from secrets import token_hex
from typing import cast

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.client_info import get_client_info
from apps.accounts.credentials.passwords import change_password, get_user_by_reset_token
from apps.accounts.models import SecurityEvent, User
from apps.accounts.rate_limits import LINK_CONFIRMATIONS, MAIL_REQUESTS_PER_NETWORK, MAILS_PER_EMAIL
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.passwords import (
    GrantedSerializer,
    NewPasswordSerializer,
    ResetSerializer,
    validate_new_password,
)
from apps.accounts.serializers.users import DetailSerializer, EmailSerializer
from apps.accounts.sessions.authentication import RecentlyAuthenticated, get_session
from apps.accounts.sessions.cookies import set_device_cookie
from apps.accounts.sessions.sessions import reissue_tokens
from apps.accounts.tasks import mail_password_reset
from apps.accounts.views.errors import InvalidLink
from apps.accounts.views.login import token_response
from apps.core.client_ip import get_client_network
from apps.core.openapi import error_responses
from apps.core.rate_limiting import consume
from apps.core.views import PublicView


class PasswordResetView(PublicView):
    """Request a mail with a reset link. The response is the same without an account."""

    @extend_schema(request=EmailSerializer, responses={202: DetailSerializer})
    @error_responses(Throttled)
    def post(self, request: Request) -> Response:
        consume(MAIL_REQUESTS_PER_NETWORK, "reset", get_client_network(request._request))
        data = EmailSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        email = data.validated_data["email"]
        consume(MAILS_PER_EMAIL, "reset", email)
        client_info = get_client_info(request._request)
        mail_password_reset.delay(
            email=email,
            language=get_language() or "en",
            address=client_info.ip_address,
            device=client_info.device,
        )
        detail = _("If %(email)s has an account, we have sent you a reset link.")
        return Response({"detail": detail % {"email": email}}, status=status.HTTP_202_ACCEPTED)


class ConfirmPasswordResetView(PublicView):
    """Set a new password with the link in the mail."""

    @extend_schema(request=ResetSerializer, responses={204: None})
    @error_responses(InvalidLink, Throttled)
    def post(self, request: Request) -> Response:
        consume(LINK_CONFIRMATIONS, "confirm", get_client_network(request._request))
        data = ResetSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        link = data.validated_data
        with transaction.atomic():
            user = get_user_by_reset_token(uid=link["uid"], token=link["token"])
            try:
                password = validate_new_password(link["password"], user=user)
            except ValidationError as error:
                raise ValidationError({"password": error.detail}) from error
            change_password(user=user, password=password)
        record_and_notify(SecurityEvent.Kind.PASSWORD_RESET, request=request, user=user)
        response = Response(status=status.HTTP_204_NO_CONTENT)
        # The owner is in this browser: earlier guesses from elsewhere must not lock it out.
        set_device_cookie(response, email=user.email, device_id=token_hex(16))
        return response


class PasswordView(APIView):
    permission_classes = (RecentlyAuthenticated,)

    @extend_schema(request=NewPasswordSerializer, responses=GrantedSerializer)
    def put(self, request: Request) -> Response:
        """Change the password. Other sessions end; this one gets new tokens."""
        data = NewPasswordSerializer(data=request.data, context={"request": request})
        data.is_valid(raise_exception=True)
        user, session = cast(User, request.user), get_session(request)
        change_password(user=user, password=data.validated_data["password"], keep=session)
        record_and_notify(SecurityEvent.Kind.PASSWORD_CHANGED, request=request, user=user)
        return token_response(reissue_tokens(session))
