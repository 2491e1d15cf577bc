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
from rest_framework_simplejwt.tokens import Token
from rest_framework_simplejwt.utils import get_md5_hash_password

from apps.accounts.models import Session, User
from apps.accounts.sessions import SESSION_CLAIM, is_recent

if TYPE_CHECKING:
    from rest_framework.views import APIView


class SessionAuthentication(JWTAuthentication):
    """An access token of a session that has not ended. `request.auth` is the session."""

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
            raise InvalidToken(str(_("The session has ended."))) from error
        user: User = session.user
        if not user.is_active:
            raise AuthenticationFailed(str(_("User is inactive")), code="user_inactive")
        mark = get_md5_hash_password(user.password)
        if validated_token.get(api_settings.REVOKE_TOKEN_CLAIM) != mark:
            raise AuthenticationFailed(str(_("The user's password has been changed.")))
        user.session = session
        return user


def session_of(request: Request) -> Session:
    """Of a request that SessionAuthentication let in."""
    return cast(Session, request.auth)


class SessionScheme(SimpleJWTScheme):  # type: ignore[no-untyped-call] # it registers itself
    target_class = SessionAuthentication  # type: ignore[assignment] # narrower than it need be


class SignInAgain(APIException):
    status_code = 403
    default_detail = _("Confirm that it is you: the last sign-in is a while ago.")
    default_code = "sign_in_again"


class RecentlySignedIn(IsAuthenticated):
    """For what a stranger at an unattended screen must not be able to do."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not super().has_permission(request, view):
            return False
        if not is_recent(session_of(request)):
            raise SignInAgain
        return True
