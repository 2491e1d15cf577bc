"""The browser's two cookies. Scripts read neither."""

from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from rest_framework_simplejwt.settings import api_settings

REFRESH = "refresh"
REFRESH_PATH = "/api/session/"
"""It travels to the session's own endpoints alone."""
DEVICE = "device"
DEVICE_PATH = "/api/"
DEVICE_SECONDS = 365 * 24 * 3600


def keep_refresh(response: HttpResponse, *, refresh: str) -> None:
    response.set_cookie(
        REFRESH,
        refresh,
        max_age=int(api_settings.REFRESH_TOKEN_LIFETIME.total_seconds()),
        path=REFRESH_PATH,
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )


def forget_refresh(response: HttpResponse) -> None:
    response.delete_cookie(REFRESH, path=REFRESH_PATH, samesite="Lax")


def keep_device(response: HttpResponse, *, email: str) -> None:
    """The owner of this address has been here: guesses from elsewhere do not lock this browser out.

    Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
    """
    response.set_cookie(
        DEVICE,
        signing.dumps(_mark(email), salt=DEVICE),
        max_age=DEVICE_SECONDS,
        path=DEVICE_PATH,
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )


def knows_device(request: HttpRequest, *, email: str) -> bool:
    try:
        mark = signing.loads(request.COOKIES.get(DEVICE, ""), salt=DEVICE, max_age=DEVICE_SECONDS)
    except signing.BadSignature:
        return False
    return bool(mark == _mark(email))


def _mark(email: str) -> str:
    return sha256(email.encode()).hexdigest()
