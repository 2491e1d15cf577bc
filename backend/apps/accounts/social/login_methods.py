"""Login methods of an account. The last one cannot be removed."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from social_django.models import UserSocialAuth

from apps.accounts.models import Passkey, RecoveryCode, Session, Totp, User
from apps.accounts.sessions.sessions import end_sessions
from apps.accounts.social.providers import PROVIDERS


class LastLoginMethodError(Exception):
    """The user could not sign in without this login method."""


def lock_user(user: User) -> User:
    """Lock the user for the transaction, so that concurrent removals leave one method."""
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def require_another_login_method(user: User, *, than: Passkey | UserSocialAuth) -> None:
    """Raise LastLoginMethodError. Providers that are no longer offered do not count."""
    if user.has_usable_password():
        return
    passkeys, links = user.passkeys.all(), UserSocialAuth.objects.filter(user=user)
    if isinstance(than, Passkey):
        passkeys = passkeys.exclude(pk=than.pk)
    else:
        links = links.exclude(pk=than.pk)
    offered = [name for name, provider in PROVIDERS.items() if provider.has_keys()]
    if not (passkeys.exists() or links.filter(provider__in=offered).exists()):
        raise LastLoginMethodError


@transaction.atomic
def remove_login_methods(user: User, *, since: datetime | None = None) -> None:
    """Remove all login methods but the password, or only those added `since` then.

    For an account that someone else may have used. Ends every session and cancels a deletion.
    """
    passkeys, links = Passkey.objects.filter(user=user), UserSocialAuth.objects.filter(user=user)
    totps = Totp.objects.filter(user=user)
    if since is not None:
        passkeys, links = passkeys.filter(created_at__gte=since), links.filter(created__gte=since)
        totps = totps.filter(Q(confirmed_at__gte=since) | Q(confirmed_at=None))
    for rows in (passkeys, links, totps):
        rows.delete()
    if not user.has_second_factor:
        RecoveryCode.objects.filter(user=user).delete()
    user.deletion_due_at = None
    user.save(update_fields=["deletion_due_at"])
    end_sessions(user=user, end=Session.End.CREDENTIALS_CHANGED)
