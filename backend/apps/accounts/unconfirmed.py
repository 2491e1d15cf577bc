"""Accounts whose address nobody has shown to be theirs yet.

The GraphQL door opens an account at once, as its tutorial's clients expect. It can be used, and
holds its address until the owner of that comes: whoever signs up with it, or arrives from a
provider that vouches for it, gets an account of their own, and what a stranger has put into the
other one stays there.
"""

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from apps.accounts.models import User


class TakenError(Exception):
    """Somebody else got the address or the handle at the same moment."""


def open_account(*, email: str, handle: str, password: str) -> User:
    """Raises TakenError."""
    user = User(email=email, handle=handle, password=make_password(password), email_confirmed=False)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise TakenError from error
    return user


def release_address(email: str, *, but_of: User | None = None) -> None:
    """For its owner: an account that was opened with it goes on without it."""
    held = User.objects.filter(email=email, email_confirmed=False)
    if but_of is not None:
        held = held.exclude(pk=but_of.pk)
    for user in held:
        # A name that is reserved for what does not exist. Source: RFC 2606.
        user.email = f"{user.pk}@unconfirmed.invalid"
        user.save(update_fields=["email"])
