"""Links between users and their accounts at providers, at most one per provider."""

from django.db import IntegrityError, transaction
from social_django.models import UserSocialAuth

from apps.accounts.models import User
from apps.accounts.social.login_methods import lock_user, require_another_login_method


class LinkedElsewhereError(Exception):
    """The account at the provider is linked to another user."""


class AlreadyLinkedError(Exception):
    """The user has another account of this provider linked."""


class NotLinkedError(Exception):
    pass


@transaction.atomic
def link(*, user: User, provider: str, uid: str) -> bool:
    """Let `uid` at the provider sign in as the user. Return True if the link is new.

    Stores neither token nor name. Raise LinkedElsewhereError or AlreadyLinkedError.
    """
    lock_user(user)
    held = UserSocialAuth.objects.filter(provider=provider, uid=uid).first()
    if held is not None:
        if held.user_id != user.pk:
            raise LinkedElsewhereError
        return False
    if UserSocialAuth.objects.filter(user=user, provider=provider).exists():
        raise AlreadyLinkedError
    try:
        with transaction.atomic():
            UserSocialAuth.objects.create(user=user, provider=provider, uid=uid)
    except IntegrityError as error:
        raise LinkedElsewhereError from error
    return True


@transaction.atomic
def unlink(*, user: User, provider: str) -> None:
    """Remove the link. Raise NotLinkedError or LastLoginMethodError."""
    user = lock_user(user)
    link = UserSocialAuth.objects.filter(user=user, provider=provider).first()
    if link is None:
        raise NotLinkedError
    require_another_login_method(user, than=link)
    link.delete()
