"""Sign-up: the account is created once its email is confirmed."""

from contextlib import suppress
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.core import signing
from django.db import IntegrityError, transaction

from apps.accounts.models import PendingSignUp, User
from apps.accounts.social.connections import LinkedElsewhereError, link
from apps.accounts.unverified_users import release_email

LINK_LIFETIME = timedelta(days=1)
_SALT = "sign-up"


class InvalidLinkError(Exception):
    """The link is unknown, used or too old."""


class HandleTakenError(Exception):
    """The handle has been taken since the sign-up."""


def create_pending_sign_up(*, email: str, handle: str, password: str) -> PendingSignUp:
    """Create a pending sign-up, even if the email has an account: only the mail discloses that."""
    return PendingSignUp.objects.create(
        email=email, handle=handle, password=make_password(password)
    )


def create_link_token(pending: PendingSignUp) -> str:
    return signing.dumps(str(pending.pk), salt=_SALT)


@transaction.atomic
def confirm_sign_up(*, token: str, handle: str = "") -> tuple[User, PendingSignUp]:
    """Create the account. `handle` replaces the requested one if that has been taken.

    Raise InvalidLinkError or HandleTakenError.
    """
    try:
        key = signing.loads(token, salt=_SALT, max_age=LINK_LIFETIME)
    except signing.BadSignature as error:
        raise InvalidLinkError from error
    pending = PendingSignUp.objects.select_for_update().filter(pk=key).first()
    if pending is None or User.objects.filter(email=pending.email, email_confirmed=True).exists():
        raise InvalidLinkError
    release_email(pending.email)
    user = User(email=pending.email, handle=handle or pending.handle, password=pending.password)
    if User.objects.filter(handle__iexact=user.handle).exists():
        raise HandleTakenError
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:  # taken by a concurrent request
        raise HandleTakenError from error
    if pending.provider:
        # Linked elsewhere meanwhile: the owner can still set a password.
        with suppress(LinkedElsewhereError):
            link(user=user, provider=pending.provider, uid=pending.provider_uid)
    PendingSignUp.objects.filter(email=pending.email).delete()
    return user, pending
