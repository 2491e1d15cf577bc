"""Steps of a login, shared by all login views."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.client_info import get_client_info
from apps.accounts.credentials.password_login import login_with_password
from apps.accounts.credentials.two_factor import (
    SecondFactor,
    WrongCodeError,
    complete_challenge,
    create_challenge,
)
from apps.accounts.models import SecurityEvent, Session, User
from apps.accounts.security_notifications import record_and_notify
from apps.accounts.serializers.login import ChallengeAnswerSerializer, SignInSerializer
from apps.accounts.serializers.users import UserSerializer
from apps.accounts.sessions.cookies import (
    get_known_device_id,
    set_device_cookie,
    set_refresh_cookie,
)
from apps.accounts.sessions.sessions import (
    SessionTokens,
    TokenReplayedError,
    open_session,
    refresh_session,
)
from apps.accounts.views.errors import SecondFactorRequired
from apps.core.client_ip import get_client_network
from apps.core.idempotency import get_idempotency_key


def check_password(request: Request) -> User:
    """Return the user with the email and password of the request."""
    data = SignInSerializer(data=request.data)
    data.is_valid(raise_exception=True)
    return login_with_password(
        **data.validated_data,
        network=get_client_network(request._request),
        device=get_known_device_id(request._request, email=data.validated_data["email"]),
        client_info=get_client_info(request._request),
    )


def check_second_factor(request: Request, *, client: Session.Client) -> User:
    data = ChallengeAnswerSerializer(data=request.data)
    data.is_valid(raise_exception=True)
    try:
        user, factor = complete_challenge(
            data.validated_data["challenge"], code=data.validated_data["code"], client=client
        )
    except WrongCodeError as error:
        record_and_notify(SecurityEvent.Kind.SECOND_FACTOR_FAILED, request=request, user=error.user)
        raise
    if factor is SecondFactor.RECOVERY_CODE:
        record_and_notify(SecurityEvent.Kind.RECOVERY_CODE_USED, request=request, user=user)
    return user


def complete_login(
    request: Request,
    *,
    user: User,
    client: Session.Client = Session.Client.BROWSER,
    second_factor: bool = False,
) -> Response:
    """Open a session and return its tokens. Raise SecondFactorRequired if a code is missing."""
    if user.has_second_factor and not second_factor:
        raise SecondFactorRequired(challenge=create_challenge(user=user, client=client))
    tokens = open_session(
        user=user,
        client=client,
        client_info=get_client_info(request._request),
        second_factor=second_factor,
    )
    record_and_notify(SecurityEvent.Kind.SIGNED_IN, request=request, user=user, client=client)
    return token_response(tokens)


def token_response(tokens: SessionTokens) -> Response:
    """Return the tokens; browsers get the refresh token in a cookie."""
    access = str(tokens.access)
    if tokens.session.client != Session.Client.BROWSER:
        return Response({"access": access, "refresh": str(tokens.refresh)})
    body: dict[str, Any] = {"access": access, "user": UserSerializer(tokens.user).data}
    response = Response(body)
    set_refresh_cookie(response, refresh=str(tokens.refresh))
    if tokens.user.email_confirmed:
        set_device_cookie(response, email=tokens.user.email, device_id=str(tokens.session.pk))
    return response


def refresh_tokens(request: Request, refresh: str) -> SessionTokens:
    try:
        return refresh_session(
            refresh,
            attempt=get_idempotency_key(request),
            client_info=get_client_info(request._request),
        )
    except TokenReplayedError as error:
        if error.is_first_replay:
            record_and_notify(
                SecurityEvent.Kind.TOKEN_REPLAYED, request=request, user=error.session.user
            )
        raise


def get_device_id_or_network(request: Request) -> str | None:
    """Return the key to rate-limit a client by who is not authenticated yet."""
    return get_known_device_id(request._request) or get_client_network(request._request)
