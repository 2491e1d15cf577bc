"""Login with an identity from a provider."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from social_django.models import UserSocialAuth

from apps.accounts.models import PendingSignUp, User
from apps.accounts.social.connections import link
from apps.accounts.social.providers import Identity
from apps.accounts.social.usernames import generate_handle
from apps.accounts.unverified_users import release_email


class EmailMissingError(Exception):
    """The provider reports no email, and an account needs one."""


class EmailTakenError(Exception):
    """An account has this email, but the provider has not verified it."""


class DeactivatedError(Exception):
    """The account is deactivated."""


@dataclass(frozen=True, kw_only=True)
class SocialLoginResult:
    user: User
    is_new: bool = False
    is_linked: bool = False
    """The link is new."""


def login_or_create(identity: Identity) -> SocialLoginResult | PendingSignUp:
    """Find or create the account; return a PendingSignUp if the email must be confirmed first.

    Raise EmailMissingError, EmailTakenError, DeactivatedError, and the errors of `link`.
    """
    try:
        return _login_or_create(identity)
    except IntegrityError:
        # A concurrent request created the same user or handle: found now.
        return _login_or_create(identity)


@transaction.atomic
def _login_or_create(identity: Identity) -> SocialLoginResult | PendingSignUp:
    known = UserSocialAuth.objects.filter(provider=identity.provider, uid=identity.uid)
    if held := known.select_related("user").first():
        return SocialLoginResult(user=_require_active(held.user))
    if not identity.email:
        raise EmailMissingError
    user = User.objects.filter(email=identity.email, email_confirmed=True).first()
    if not identity.is_verified:
        if user is not None:
            raise EmailTakenError
        return _create_pending_sign_up(identity)
    is_new = user is None
    if user is None:
        release_email(identity.email)
        handle = generate_handle(identity.name)
        user = User.objects.create_user(identity.email, None, handle)
    is_linked = link(user=_require_active(user), provider=identity.provider, uid=identity.uid)
    return SocialLoginResult(user=user, is_new=is_new, is_linked=is_linked)


def _create_pending_sign_up(identity: Identity) -> PendingSignUp:
    return PendingSignUp.objects.create(
        email=identity.email,
        handle=generate_handle(identity.name),
        password=make_password(None),
        provider=identity.provider,
        provider_uid=identity.uid,
    )


def _require_active(user: User) -> User:
    if not user.is_active:
        raise DeactivatedError
    return user
