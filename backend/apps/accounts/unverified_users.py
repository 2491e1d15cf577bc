"""Accounts whose email is not confirmed yet.

The GraphQL mutation `createUser` creates an account at once, as its tutorial's clients expect. It
can be used, and keeps its email until the email's owner signs up with it or signs in with a
provider that verified it: they get an account of their own, and this one keeps its data without the
email. Confirming the account by its mail keeps the password but removes the login methods that were
added until then: `login_methods.remove_login_methods`.
"""

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from apps.accounts.models import User


class EmailOrUsernameTakenError(Exception):
    """The email or handle was taken by a concurrent request."""


def create_unverified_user(*, email: str, handle: str, password: str) -> User:
    """Create an account without confirmed email. Raise EmailOrUsernameTakenError."""
    user = User(email=email, handle=handle, password=make_password(password), email_confirmed=False)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise EmailOrUsernameTakenError from error
    return user


def release_email(email: str, *, but_of: User | None = None) -> None:
    """Take the email away from unverified accounts, for its owner."""
    held = User.objects.filter(email=email, email_confirmed=False)
    if but_of is not None:
        held = held.exclude(pk=but_of.pk)
    for user in held:
        # A reserved domain that does not exist. Source: RFC 2606.
        user.email = f"{user.pk}@unconfirmed.invalid"
        user.save(update_fields=["email"])
