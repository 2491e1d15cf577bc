"""Sessions of browsers, whose refresh token is in a cookie. Other clients use `tokens.py`."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.credentials import passkeys
from apps.accounts.models import SecurityEvent, Session
from apps.accounts.rate_limits import PASSKEY_CEREMONIES
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.login import (
    ChallengeAnswerSerializer,
    SessionSerializer,
    SignInSerializer,
)
from apps.accounts.serializers.passkeys import CeremonySerializer, PasskeyAnswerSerializer
from apps.accounts.sessions.cookies import REFRESH_COOKIE, clear_refresh_cookie
from apps.accounts.sessions.sessions import end_session
from apps.accounts.views.errors import (
    CeremonyExpired,
    ChallengeExpired,
    NotSignedIn,
    PasskeyUnknown,
    SecondFactorRequired,
    SessionReplayed,
    WrongCode,
    WrongPassword,
)
from apps.accounts.views.login import (
    check_password,
    check_second_factor,
    complete_login,
    get_device_id_or_network,
    refresh_tokens,
    token_response,
)
from apps.core.idempotency import IDEMPOTENCY_KEY
from apps.core.openapi import error_responses
from apps.core.rate_limiting import consume
from apps.core.same_origin import SameOrigin
from apps.core.views import PublicView


class BrowserView(PublicView):
    """Base of views that use cookies: rejects requests from other sites."""

    permission_classes = (SameOrigin,)


class SessionView(BrowserView):
    """Sign in and out of a browser. API clients use the plain tokens instead."""

    @extend_schema(request=SignInSerializer, responses=SessionSerializer)
    @error_responses(WrongPassword, SecondFactorRequired, Throttled)
    def post(self, request: Request) -> Response:
        return complete_login(request, user=check_password(request))

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        session = end_session(request.COOKIES.get(REFRESH_COOKIE, ""))
        if session is not None:
            record_and_notify(SecurityEvent.Kind.SIGNED_OUT, request=request, user=session.user)
        response = Response(status=status.HTTP_204_NO_CONTENT)
        clear_refresh_cookie(response)
        return response


class SecondFactorSignInView(BrowserView):
    """Complete a login with the second factor and the challenge of the first one."""

    @extend_schema(request=ChallengeAnswerSerializer, responses=SessionSerializer)
    @error_responses(WrongCode, ChallengeExpired, Throttled)
    def post(self, request: Request) -> Response:
        user = check_second_factor(request, client=Session.Client.BROWSER)
        return complete_login(request, user=user, second_factor=True)


class PasskeyOptionsView(BrowserView):
    @extend_schema(request=None, responses=CeremonySerializer)
    @error_responses(Throttled)
    def post(self, request: Request) -> Response:
        consume(PASSKEY_CEREMONIES, "passkey", get_device_id_or_network(request))
        return Response(CeremonySerializer(passkeys.begin_login()).data)


class PasskeySignInView(BrowserView):
    """Sign in with a passkey, which counts as two factors."""

    @extend_schema(request=PasskeyAnswerSerializer, responses=SessionSerializer)
    @error_responses(PasskeyUnknown, CeremonyExpired)
    def post(self, request: Request) -> Response:
        data = PasskeyAnswerSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        passkey = passkeys.finish_login(**data.validated_data)
        return complete_login(request, user=passkey.user, second_factor=True)


class SessionRefreshView(BrowserView):
    """Return a new access token for the session in the cookie; 204 without a cookie."""

    @extend_schema(
        request=None,
        parameters=[IDEMPOTENCY_KEY],
        responses={200: SessionSerializer, 204: None},
    )
    @error_responses(NotSignedIn, SessionReplayed)
    def post(self, request: Request) -> Response:
        refresh = request.COOKIES.get(REFRESH_COOKIE, "")
        if not refresh:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return token_response(refresh_tokens(request, refresh))
