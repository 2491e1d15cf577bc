"""A browser's session: the access token in the page's memory, the refresh token in a cookie that
scripts cannot read and that travels only to the session's own path."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import AuthenticationFailed, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from apps.accounts.models import User

COOKIE = "refresh"
PATH = "/api/session/"


def keep_refresh(response: HttpResponse, *, refresh: str) -> None:
    response.set_cookie(
        COOKIE,
        refresh,
        max_age=int(api_settings.REFRESH_TOKEN_LIFETIME.total_seconds()),
        path=PATH,
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )


def forget_refresh(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def has_session(request: HttpRequest) -> bool:
    """Whether the browser claims to have one; it may have ended."""
    return bool(request.COOKIES.get(COOKIE))


def continue_session(request: HttpRequest) -> tuple[AccessToken, User] | None:
    """A fresh access token and its user; None where the cookie is spent or revoked."""
    token = _refresh_token(request)
    if token is None:
        return None
    try:
        # Also refuses who was deactivated, or has changed the password since.
        user = JWTAuthentication().get_user(token)
    except AuthenticationFailed:
        return None
    return token.access_token, cast(User, user)


def end_session(request: HttpRequest) -> None:
    """Revoke the cookie's token, so that a copy of it is worth nothing."""
    token = _refresh_token(request)
    if token is not None:
        token.blacklist()


def _refresh_token(request: HttpRequest) -> RefreshToken | None:
    try:
        return RefreshToken(request.COOKIES[COOKIE])  # type: ignore[arg-type] # takes the text
    except (KeyError, TokenError):
        return None
