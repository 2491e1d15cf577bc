"""Who has come from a provider: an account of ours, a new one, or somebody to write to first."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from social_django.models import UserSocialAuth

from apps.accounts.models import PendingSignUp, User
from apps.accounts.social.handles import free_handle
from apps.accounts.social.links import link
from apps.accounts.social.providers import Identity
from apps.accounts.unconfirmed import release_address


class EmailMissingError(Exception):
    """The provider tells no address, and an account needs one."""


class EmailTakenError(Exception):
    """An account has this address, but the provider does not vouch that it is theirs."""


class DeactivatedError(Exception):
    """The account is there, and may not be used."""


@dataclass(frozen=True, kw_only=True)
class Arrival:
    user: User
    is_new: bool = False
    is_linked: bool = False
    """Whether the link is new."""


def receive(identity: Identity) -> Arrival | PendingSignUp:
    """Find the account, or create one; a PendingSignUp where the address has to be shown first.

    Raises EmailMissingError, EmailTakenError, DeactivatedError, and what `link` raises.
    """
    try:
        return _receive(identity)
    except IntegrityError:
        # The same person or handle a moment ago, in another request: found now.
        return _receive(identity)


@transaction.atomic
def _receive(identity: Identity) -> Arrival | PendingSignUp:
    known = UserSocialAuth.objects.filter(provider=identity.provider, uid=identity.uid)
    if held := known.select_related("user").first():
        return Arrival(user=_active(held.user))
    if not identity.email:
        raise EmailMissingError
    user = User.objects.filter(email=identity.email, email_confirmed=True).first()
    if not identity.is_verified:
        if user is not None:
            raise EmailTakenError
        return _wait_for_confirmation(identity)
    is_new = user is None
    if user is None:
        release_address(identity.email)
        handle = free_handle(identity.name)
        user = User.objects.create_user(identity.email, None, handle)
    is_linked = link(user=_active(user), provider=identity.provider, uid=identity.uid)
    return Arrival(user=user, is_new=is_new, is_linked=is_linked)


def _wait_for_confirmation(identity: Identity) -> PendingSignUp:
    return PendingSignUp.objects.create(
        email=identity.email,
        handle=free_handle(identity.name),
        password=make_password(None),
        provider=identity.provider,
        provider_uid=identity.uid,
    )


def _active(user: User) -> User:
    if not user.is_active:
        raise DeactivatedError
    return user
