"""With what an account can be entered. The last of it is never taken away."""

from social_django.models import UserSocialAuth

from apps.accounts.models import Passkey, User
from apps.accounts.social.providers import PROVIDERS


class LastWayInError(Exception):
    """Nobody could sign in to the account any more."""


def lock_ways_in(user: User) -> User:
    """For the transaction: two at once would each count on what the other one takes away."""
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def require_another_way_in(user: User, *, than: Passkey | UserSocialAuth) -> None:
    """Raises LastWayInError. A provider that is not offered any more counts for nothing."""
    if user.has_usable_password():
        return
    passkeys, links = user.passkeys.all(), UserSocialAuth.objects.filter(user=user)
    if isinstance(than, Passkey):
        passkeys = passkeys.exclude(pk=than.pk)
    else:
        links = links.exclude(pk=than.pk)
    offered = [name for name, provider in PROVIDERS.items() if provider.has_keys()]
    if not (passkeys.exists() or links.filter(provider__in=offered).exists()):
        raise LastWayInError
