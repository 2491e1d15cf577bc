"""Links between accounts here and at a provider: at most one of each provider an account."""

from django.db import IntegrityError, transaction
from social_django.models import UserSocialAuth

from apps.accounts.models import User
from apps.accounts.ways_in import lock_ways_in, require_another_way_in


class LinkedElsewhereError(Exception):
    """The account at the provider is linked to somebody else's here."""


class AlreadyLinkedError(Exception):
    """Another account at the same provider is linked."""


class NotLinkedError(Exception):
    pass


@transaction.atomic
def link(*, user: User, provider: str, uid: str) -> bool:
    """Whoever is `uid` at the provider may sign in as the user. Whether that is new.

    Keeps nothing else of theirs: no token, no name. Raises LinkedElsewhereError or
    AlreadyLinkedError.
    """
    lock_ways_in(user)
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
    """Raises NotLinkedError or LastWayInError."""
    user = lock_ways_in(user)
    link = UserSocialAuth.objects.filter(user=user, provider=provider).first()
    if link is None:
        raise NotLinkedError
    require_another_way_in(user, than=link)
    link.delete()
