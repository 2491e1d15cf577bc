"""Login to the admin: its pages need a cookie session, while the API uses tokens.

The admin session belongs to a session of the account and ends with it.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest

from apps.accounts.models import Session, User

PARENT_SESSION_KEY = "stands_under"
USE_FLOWER = "accounts.use_flower"


class AdminSecondFactorRequiredError(Exception):
    """The session was opened without a second factor."""


class AdminSecondFactorUnapprovedError(Exception):
    """The second factor is not approved by a superuser yet."""


def open_admin_session(request: HttpRequest, *, session: Session) -> None:
    """Log in to the admin.

    Raise AdminSecondFactorRequiredError or AdminSecondFactorUnapprovedError.
    """
    if settings.ADMIN_SECOND_FACTOR:
        if not session.second_factor:
            raise AdminSecondFactorRequiredError
        user: User = session.user
        if not user.has_approved_factor:
            raise AdminSecondFactorUnapprovedError
    # Invalidates a session cookie that the browser held before (session fixation).
    logout(request)
    login(request, session.user)
    request.session[PARENT_SESSION_KEY] = str(session.pk)


def close_admin_session(request: HttpRequest) -> None:
    logout(request)


def has_admin_access(request: HttpRequest) -> bool:
    """Return True if the request has the admin session of active staff whose account session is
    live. Reads only `user` and `session` of the request."""
    user: Any = request.user
    if not (user.is_active and user.is_staff):
        return False
    stands_under = request.session.get(PARENT_SESSION_KEY, "")
    return bool(stands_under) and Session.live.filter(pk=stands_under, user=user).exists()


def has_flower_access(request: HttpRequest) -> bool:
    """Return True for admins with USE_FLOWER: Flower shows task arguments and stops workers."""
    user: Any = request.user
    return has_admin_access(request) and bool(user.has_perm(USE_FLOWER))
