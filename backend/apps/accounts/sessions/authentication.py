from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from rest_framework.exceptions import APIException
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import AuthenticationFailed, InvalidToken
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import RefreshToken, Token, UntypedToken
from rest_framework_simplejwt.utils import get_md5_hash_password

from apps.accounts.models import Session, User
from apps.accounts.sessions.sessions import (
    SESSION_CLAIM,
    is_recently_authenticated,
    is_second_factor_recent,
)

if TYPE_CHECKING:
    from rest_framework.views import APIView


class SessionAuthentication(JWTAuthentication):
    """Authenticates with an access token of a live session. `request.auth` is the session."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        authenticated = super().authenticate(request)
        if authenticated is None:
            return None
        user = cast(User, authenticated[0])
        return user, user.session

    def get_user(self, validated_token: Token) -> Any:
        try:
            session = Session.live.select_related("user").get(
                pk=UUID(str(validated_token[SESSION_CLAIM]))
            )
        except (KeyError, ValueError, Session.DoesNotExist) as error:
            raise InvalidToken(str(_("Your session has ended."))) from error
        user: User = session.user
        if not user.is_active:
            raise AuthenticationFailed(str(_("User is inactive")), code="user_inactive")
        mark = get_md5_hash_password(user.password)
        if validated_token.get(api_settings.REVOKE_TOKEN_CLAIM) != mark:
            raise AuthenticationFailed(str(_("The user's password has been changed.")))
        user.session = session
        return user


def require_usable_token(text: str) -> None:
    """Raise AuthenticationFailed if an access or refresh token is revoked or its session has ended.

    simplejwt checks signature and expiry before.
    """
    token: Token = UntypedToken(cast(Any, text))
    user = SessionAuthentication().get_user(token)
    is_refresh = token.get(api_settings.TOKEN_TYPE_CLAIM) == RefreshToken.token_type
    if is_refresh and token.get(api_settings.JTI_CLAIM) != user.session.token_id:
        raise InvalidToken(str(_("This token has been replaced by a newer one.")))


def get_session(request: Request) -> Session:
    """Return the session of an authenticated request."""
    return cast(Session, request.auth)


class SessionScheme(SimpleJWTScheme):  # type: ignore[no-untyped-call] # it registers itself
    target_class = SessionAuthentication  # type: ignore[assignment] # narrower than it need be


class ReauthenticationRequired(APIException):
    status_code = 403
    default_detail = _("Please sign in again to continue.")
    default_code = "sign_in_again"


class RecentlyAuthenticated(IsAuthenticated):
    """Requires a recent login: for what must not be possible on an unattended device."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not super().has_permission(request, view):
            return False
        if not is_recently_authenticated(get_session(request)):
            raise ReauthenticationRequired
        return True


class SecondFactorReauthenticationRequired(APIException):
    status_code = 403
    default_detail = _(
        "Confirm with your authenticator app, a recovery code or a passkey. If you have lost them "
        "all, ask an administrator to remove them."
    )
    default_code = "second_factor_proof_needed"


class RecentSecondFactor(RecentlyAuthenticated):
    """Requires a recent second factor, if the account has one, to add or remove second factors: a
    stolen password is not enough."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not super().has_permission(request, view):
            return False
        if cast(User, request.user).has_any_factor and not is_second_factor_recent(
            get_session(request)
        ):
            raise SecondFactorReauthenticationRequired
        return True


class SecondFactorVerified(IsAuthenticated):
    """Completes what RecentSecondFactor began: requires a second factor, however long ago."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not super().has_permission(request, view):
            return False
        if cast(User, request.user).has_any_factor and not get_session(request).second_factor_at:
            raise SecondFactorReauthenticationRequired
        return True
