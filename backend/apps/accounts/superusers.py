"""There is always somebody who may enter everything in the administration."""

from django.db.models import Q

from apps.accounts.models import User


class LastSuperuserError(Exception):
    """Nobody could enter the administration any more."""


def locked_beside_superusers(user_id: int) -> tuple[User | None, bool]:
    """The user, and whether they are the last superuser. For the transaction: of the last two who
    leave at once, the second one has to see that the first one did."""
    concerned = User.objects.select_for_update().filter(Q(pk=user_id) | Q(is_superuser=True))
    users = {user.pk: user for user in concerned.order_by("pk")}
    user = users.pop(user_id, None)
    return user, user is not None and _counts(user) and not any(map(_stays, users.values()))


def _counts(user: User) -> bool:
    return user.is_superuser and user.is_active


def _stays(user: User) -> bool:
    return _counts(user) and user.deletion_due_at is None
