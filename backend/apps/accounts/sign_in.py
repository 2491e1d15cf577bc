"""The first proof: an address and its password."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import check_password

from apps.accounts.hashing_line import turn
from apps.accounts.limits import SIGN_IN_ACCOUNT, SIGN_IN_PAIR, SIGN_IN_PLACE
from apps.accounts.models import User
from apps.core.rates import check, give_back, spend


class WrongPasswordError(Exception):
    """Of nobody, or not of this account, or of one that was deactivated: all read alike."""


def sign_in(*, email: str, password: str, address: str | None, known_device: bool) -> User:
    """Whose password it is. Raises WrongPasswordError, or before it is even looked at Throttled or
    SignInsBusy."""
    with turn(), _counted(email, address):
        if not known_device:
            spend(SIGN_IN_ACCOUNT, "sign-in", email)
        user = authenticate(email=email, password=password)
        if not isinstance(user, User):
            raise WrongPasswordError
    return user


def confirm_password(*, user: User, password: str, address: str | None) -> None:
    """From within a session, so that nobody is locked out of the account by it.

    An older hash stays until the next sign-in: a new one ends every session, this one as well.
    Raises WrongPasswordError, Throttled or SignInsBusy.
    """
    with turn(), _counted(user.email, address):
        if not check_password(password, user.password):
            raise WrongPasswordError


@contextmanager
def _counted(email: str, address: str | None) -> Iterator[None]:
    check(SIGN_IN_PLACE, "sign-in", address)
    # Taken before the password is looked at: those who try at the same moment are counted as well.
    spend(SIGN_IN_PAIR, "sign-in", email, address)
    try:
        yield
    except WrongPasswordError:
        spend(SIGN_IN_PLACE, "sign-in", address)
        raise
    give_back(SIGN_IN_PAIR, "sign-in", email, address)
