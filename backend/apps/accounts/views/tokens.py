"""The plain tokens, for clients that keep them themselves: scripts, Electron, Capacitor."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework_simplejwt.exceptions import InvalidToken
from rest_framework_simplejwt.views import TokenVerifyView as PlainTokenVerifyView

from apps.accounts.models import SecurityEvent, Session
from apps.accounts.notices import note
from apps.accounts.serializers import (
    ChallengeAnswerSerializer,
    RefreshSerializer,
    SignInSerializer,
    TokensSerializer,
)
from apps.accounts.sessions import end_session
from apps.accounts.views.entrance import hand_over, let_in
from apps.accounts.views.refusals import (
    ChallengeExpired,
    NotSignedIn,
    SecondFactorRequired,
    SessionReplayed,
    WrongCode,
    WrongPassword,
)
from apps.accounts.views.sessions import ATTEMPT, continued, prove_password, prove_second_factor
from apps.core.openapi import refuses
from apps.core.views import PublicView


class TokenView(PublicView):
    """An access token for minutes, and a refresh token for the next one."""

    @extend_schema(request=SignInSerializer, responses=TokensSerializer)
    @refuses(WrongPassword, SecondFactorRequired, Throttled)
    def post(self, request: Request) -> Response:
        return let_in(request, user=prove_password(request), client=Session.Client.TOKEN)


class TokenSecondFactorView(PublicView):
    @extend_schema(request=ChallengeAnswerSerializer, responses=TokensSerializer)
    @refuses(WrongCode, ChallengeExpired, Throttled)
    def post(self, request: Request) -> Response:
        user = prove_second_factor(request, client=Session.Client.TOKEN)
        return let_in(request, user=user, client=Session.Client.TOKEN, second_factor=True)


class TokenRefreshView(PublicView):
    """The next pair. The refresh token that was sent is spent: whoever sends it again ends the
    session."""

    @extend_schema(request=RefreshSerializer, parameters=[ATTEMPT], responses=TokensSerializer)
    @refuses(NotSignedIn, SessionReplayed)
    def post(self, request: Request) -> Response:
        return hand_over(continued(request, _refresh(request)))


class TokenRevokeView(PublicView):
    """Sign out: 204 whatever the token was. Source: RFC 7009."""

    @extend_schema(request=RefreshSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        session = end_session(_refresh(request))
        if session is not None:
            note(SecurityEvent.Kind.SIGNED_OUT, request=request, user=session.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class TokenVerifyView(PlainTokenVerifyView):
    @refuses(InvalidToken)
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().post(request, *args, **kwargs)


def _refresh(request: Request) -> str:
    given = RefreshSerializer(data=request.data)
    given.is_valid(raise_exception=True)
    return str(given.validated_data["refresh"])
