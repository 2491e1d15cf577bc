"""Activation and deactivation of accounts by staff."""

from django.db import transaction

from apps.accounts.models import Session, User
from apps.accounts.sessions.sessions import end_sessions
from apps.accounts.superusers import LastSuperuserError, lock_with_superusers


def activate(*, user: User) -> bool:
    """Return True if the user was inactive."""
    return bool(User.objects.filter(pk=user.pk, is_active=False).update(is_active=True))


@transaction.atomic
def deactivate(*, user: User) -> bool:
    """End every session. Return True if the user was active. Raise LastSuperuserError."""
    locked, is_last = lock_with_superusers(user.pk)
    if locked is None or not locked.is_active:
        return False
    if is_last:
        raise LastSuperuserError
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    end_sessions(user=user, end=Session.End.DEACTIVATED)
    return True
