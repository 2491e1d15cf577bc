"""An account exists from the moment its address is proven, and not before."""

from contextlib import suppress
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.core import signing
from django.db import IntegrityError, transaction

from apps.accounts.models import PendingSignUp, User
from apps.accounts.social.links import LinkedElsewhereError, link
from apps.accounts.unconfirmed import release_address

LINK_GOOD_FOR = timedelta(days=1)
_SALT = "sign-up"


class LinkSpentError(Exception):
    """Too old, used, or none that was sent."""


class HandleTakenError(Exception):
    """Somebody else has taken the handle since it was asked for."""


def ask_for_account(*, email: str, handle: str, password: str) -> PendingSignUp:
    """The same for an address that has an account: the mail tells its owner, the answer nobody."""
    return PendingSignUp.objects.create(
        email=email, handle=handle, password=make_password(password)
    )


def link_token(pending: PendingSignUp) -> str:
    return signing.dumps(str(pending.pk), salt=_SALT)


@transaction.atomic
def confirm_sign_up(*, token: str, handle: str = "") -> tuple[User, PendingSignUp]:
    """The new account. `handle`: another one, where that which was asked for is taken by now.

    Raises LinkSpentError or HandleTakenError.
    """
    try:
        key = signing.loads(token, salt=_SALT, max_age=LINK_GOOD_FOR)
    except signing.BadSignature as error:
        raise LinkSpentError from error
    pending = PendingSignUp.objects.select_for_update().filter(pk=key).first()
    if pending is None or User.objects.filter(email=pending.email, email_confirmed=True).exists():
        raise LinkSpentError
    release_address(pending.email)
    user = User(email=pending.email, handle=handle or pending.handle, password=pending.password)
    if User.objects.filter(handle__iexact=user.handle).exists():
        raise HandleTakenError
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:  # taken at this very moment
        raise HandleTakenError from error
    if pending.provider:
        # Linked elsewhere meanwhile: the account is theirs all the same, by way of a new password.
        with suppress(LinkedElsewhereError):
            link(user=user, provider=pending.provider, uid=pending.provider_uid)
    PendingSignUp.objects.filter(email=pending.email).delete()
    return user, pending
