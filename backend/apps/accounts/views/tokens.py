"""Tokens for clients that store them themselves: scripts, Electron, Capacitor."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework_simplejwt.exceptions import InvalidToken
from rest_framework_simplejwt.views import TokenVerifyView as PlainTokenVerifyView

from apps.accounts.models import SecurityEvent, Session
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.login import ChallengeAnswerSerializer, SignInSerializer
from apps.accounts.serializers.tokens import RefreshSerializer, TokensSerializer
from apps.accounts.sessions.authentication import require_usable_token
from apps.accounts.sessions.sessions import end_session
from apps.accounts.views.errors import (
    ChallengeExpired,
    NotSignedIn,
    SecondFactorRequired,
    SessionReplayed,
    WrongCode,
    WrongPassword,
)
from apps.accounts.views.login import (
    check_password,
    check_second_factor,
    complete_login,
    refresh_tokens,
    token_response,
)
from apps.core.idempotency import IDEMPOTENCY_KEY
from apps.core.openapi import error_responses
from apps.core.views import PublicView


class TokenView(PublicView):
    """Sign in for an access token, valid for minutes, and a refresh token."""

    @extend_schema(request=SignInSerializer, responses=TokensSerializer)
    @error_responses(WrongPassword, SecondFactorRequired, Throttled)
    def post(self, request: Request) -> Response:
        return complete_login(request, user=check_password(request), client=Session.Client.TOKEN)


class TokenSecondFactorView(PublicView):
    """Answer a second factor's challenge for an access token and a refresh token."""

    @extend_schema(request=ChallengeAnswerSerializer, responses=TokensSerializer)
    @error_responses(WrongCode, ChallengeExpired, Throttled)
    def post(self, request: Request) -> Response:
        user = check_second_factor(request, client=Session.Client.TOKEN)
        return complete_login(request, user=user, client=Session.Client.TOKEN, second_factor=True)


class TokenRefreshView(PublicView):
    """Exchange a refresh token for the next pair. Sending the old one again ends the session."""

    @extend_schema(
        request=RefreshSerializer, parameters=[IDEMPOTENCY_KEY], responses=TokensSerializer
    )
    @error_responses(NotSignedIn, SessionReplayed)
    def post(self, request: Request) -> Response:
        return token_response(refresh_tokens(request, _refresh(request)))


class TokenRevokeView(PublicView):
    """Sign out. Responds 204 for any token. Source: RFC 7009."""

    @extend_schema(request=RefreshSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        session = end_session(_refresh(request))
        if session is not None:
            record_and_notify(SecurityEvent.Kind.SIGNED_OUT, request=request, user=session.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class TokenVerifyView(PlainTokenVerifyView):
    """Respond 200 for an access or refresh token that is still valid."""

    @error_responses(InvalidToken)
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().post(request, *args, **kwargs)
        require_usable_token(str(cast(Any, request.data)["token"]))
        return response


def _refresh(request: Request) -> str:
    data = RefreshSerializer(data=request.data)
    data.is_valid(raise_exception=True)
    return str(data.validated_data["refresh"])
