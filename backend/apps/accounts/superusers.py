"""Protection of the last superuser."""

from django.db.models import Q

from apps.accounts.models import User


class LastSuperuserError(Exception):
    """The user is the last active superuser."""


def lock_with_superusers(user_id: int) -> tuple[User | None, bool]:
    """Lock all superusers and the user; return (user, True if the user is the last superuser).

    The lock prevents that the last two superusers leave at the same time.
    """
    concerned = User.objects.select_for_update().filter(Q(pk=user_id) | Q(is_superuser=True))
    users = {user.pk: user for user in concerned.order_by("pk")}
    user = users.pop(user_id, None)
    return user, user is not None and _is_active_superuser(user) and not any(
        map(_remains_superuser, users.values())
    )


def _is_active_superuser(user: User) -> bool:
    return user.is_superuser and user.is_active


def _remains_superuser(user: User) -> bool:
    return _is_active_superuser(user) and user.deletion_due_at is None
