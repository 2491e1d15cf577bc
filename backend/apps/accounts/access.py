"""Whether an account may be used, which staff decides."""

from django.db import transaction

from apps.accounts.models import Session, User
from apps.accounts.sessions import end_sessions
from apps.accounts.superusers import LastSuperuserError, locked_beside_superusers


def activate(*, user: User) -> bool:
    """Whether it was not active before."""
    return bool(User.objects.filter(pk=user.pk, is_active=False).update(is_active=True))


@transaction.atomic
def deactivate(*, user: User) -> bool:
    """Whether it was active before. Every session ends. Raises LastSuperuserError."""
    locked, is_last = locked_beside_superusers(user.pk)
    if locked is None or not locked.is_active:
        return False
    if is_last:
        raise LastSuperuserError
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    end_sessions(user=user, end=Session.End.DEACTIVATED)
    return True
