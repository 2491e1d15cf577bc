"""The admin's own session: pages of Django need a cookie, where the API is opened by tokens.

It stands under a session of the account, and ends with it.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest

from apps.accounts.models import Session

STANDS_UNDER = "stands_under"


class SecondFactorNeededError(Exception):
    """The session was opened by one proof alone."""


def open_admin(request: HttpRequest, *, session: Session) -> None:
    """Raises SecondFactorNeededError."""
    if settings.ADMIN_SECOND_FACTOR and not session.second_factor:
        raise SecondFactorNeededError
    # What was in the browser's hand before opens nothing afterwards.
    logout(request)
    login(request, session.user)
    request.session[STANDS_UNDER] = str(session.pk)


def close_admin(request: HttpRequest) -> None:
    logout(request)


def may_administer(request: HttpRequest) -> bool:
    """Whether the request carries the admin session of an active staff member who is still signed
    in. Takes `user` and `session` of the request, nothing else."""
    user: Any = request.user
    if not (user.is_active and user.is_staff):
        return False
    stands_under = request.session.get(STANDS_UNDER, "")
    return bool(stands_under) and Session.live.filter(pk=stands_under, user=user).exists()
