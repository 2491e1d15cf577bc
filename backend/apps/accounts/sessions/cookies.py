"""Refresh cookie and device cookie, both HttpOnly."""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from rest_framework_simplejwt.settings import api_settings

REFRESH_COOKIE = "refresh"
REFRESH_PATH = "/api/session/"
DEVICE_COOKIE = "device"
DEVICE_PATH = "/api/"
DEVICE_MAX_AGE_SECONDS = 365 * 24 * 3600
SIGN_UP_COOKIE = "sign-up"
SIGN_UP_PATH = "/api/users/confirm/"


def set_refresh_cookie(response: HttpResponse, *, refresh: str) -> None:
    response.set_cookie(
        REFRESH_COOKIE,
        refresh,
        max_age=int(api_settings.REFRESH_TOKEN_LIFETIME.total_seconds()),
        path=REFRESH_PATH,
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )


def clear_refresh_cookie(response: HttpResponse) -> None:
    response.delete_cookie(REFRESH_COOKIE, path=REFRESH_PATH, samesite="Lax")


def set_device_cookie(response: HttpResponse, *, email: str, device_id: str) -> None:
    """Mark the browser as used by the email's owner: guesses from elsewhere do not lock it out.

    Failed logins are counted by `device_id`, which changes with each login.
    Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
    """
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps([_digest(email), device_id], salt=DEVICE_COOKIE),
        max_age=DEVICE_MAX_AGE_SECONDS,
        path=DEVICE_PATH,
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )


def get_known_device_id(request: HttpRequest, *, email: str = "") -> str:
    """Return the device id if the owner of `email`, by default of any email, has used the browser
    before, else an empty text."""
    cookie = request.COOKIES.get(DEVICE_COOKIE, "")
    try:
        kept = signing.loads(cookie, salt=DEVICE_COOKIE, max_age=DEVICE_MAX_AGE_SECONDS)
    except signing.BadSignature:
        return ""
    # Until November 2026 the cookie held only the digest.
    mark, device_id = kept if isinstance(kept, list) else (kept, _digest(cookie))
    return str(device_id) if not email or mark == _digest(email) else ""


def set_sign_up_cookie(response: HttpResponse, *, sign_up_id: UUID, max_age: timedelta) -> None:
    """Mark the browser as the one that signed up: confirming the email signs it in.

    Any other browser has to know the password, as another user may have signed up with the email
    and know the password of the new account.
    """
    response.set_cookie(
        SIGN_UP_COOKIE,
        signing.dumps(str(sign_up_id), salt=SIGN_UP_COOKIE),
        max_age=max_age,
        path=SIGN_UP_PATH,
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )


def is_browser_of_sign_up(request: HttpRequest, *, sign_up_id: UUID) -> bool:
    try:
        kept = signing.loads(request.COOKIES.get(SIGN_UP_COOKIE, ""), salt=SIGN_UP_COOKIE)
    except signing.BadSignature:
        return False
    return bool(kept == str(sign_up_id))


def clear_sign_up_cookie(response: HttpResponse) -> None:
    response.delete_cookie(SIGN_UP_COOKIE, path=SIGN_UP_PATH, samesite="Lax")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
