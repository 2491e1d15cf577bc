"""Login with email and password, the first factor."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import check_password
from rest_framework.exceptions import Throttled

from apps.accounts.audit_log import record_event
from apps.accounts.client_info import ClientInfo
from apps.accounts.credentials.password_concurrency import hashing_slot
from apps.accounts.models import SecurityEvent, User
from apps.accounts.rate_limits import (
    BLOCKED_LOGIN_EVENTS,
    LOGIN_FAILURES_PER_NETWORK,
    LOGIN_GUESSES,
    LOGINS_PER_EMAIL,
)
from apps.core.rate_limiting import consume, is_allowed, require_available, reset


class WrongPasswordError(Exception):
    """The email or the password is wrong, or the account is deactivated."""


def login_with_password(
    *, email: str, password: str, network: str | None, device: str, client_info: ClientInfo
) -> User:
    """Return the user with this email and password, and record failures in the audit log.

    `device` is the id of a browser that the owner has used, or empty: its attempts are counted by
    that id only, so that others behind the same IP address do not lock it out.

    Raise WrongPasswordError or, before the password is checked, Throttled or LoginsBusyError.
    """
    try:
        return _check_password(email, password, network, device)
    except WrongPasswordError:
        user = User.objects.filter(email=email).first()
        record_event(SecurityEvent.Kind.SIGN_IN_FAILED, user=user, client_info=client_info)
        raise
    except Throttled:
        user = User.objects.filter(email=email).first()
        if user is not None and is_allowed(BLOCKED_LOGIN_EVENTS, "blocked-note", user.pk):
            record_event(SecurityEvent.Kind.SIGN_IN_BLOCKED, user=user, client_info=client_info)
        raise


def confirm_password(*, user: User, password: str, session_id: UUID) -> None:
    """Check the password of a signed-in user; failures here do not lock the account.

    An outdated hash is not upgraded until the next login, as a new one would end every session.
    Raise WrongPasswordError, Throttled or LoginsBusyError.
    """
    with hashing_slot(), _limit_guesses("confirm-password", session_id):
        if not check_password(password, user.password):
            raise WrongPasswordError


def _check_password(email: str, password: str, network: str | None, device: str) -> User:
    counted = (
        _limit_guesses("sign-in-device", email, device)
        if device
        else _limit_by_network(email, network)
    )
    with hashing_slot(), counted:
        if not device:
            consume(LOGINS_PER_EMAIL, "sign-in", email)
        user = authenticate(email=email, password=password)
        if not isinstance(user, User):
            raise WrongPasswordError
    return user


@contextmanager
def _limit_by_network(email: str, network: str | None) -> Iterator[None]:
    require_available(LOGIN_FAILURES_PER_NETWORK, "sign-in", network)
    with _limit_guesses("sign-in", email, network):
        try:
            yield
        except WrongPasswordError:
            consume(LOGIN_FAILURES_PER_NETWORK, "sign-in", network)
            raise


@contextmanager
def _limit_guesses(*whose: Hashable) -> Iterator[None]:
    # Consumed before the password is checked, so that concurrent attempts are counted as well.
    consume(LOGIN_GUESSES, *whose)
    yield
    reset(LOGIN_GUESSES, *whose)
