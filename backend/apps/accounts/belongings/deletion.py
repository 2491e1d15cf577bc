"""The end of an account, two weeks after its owner asked for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from apps.accounts.belongings.registry import belongings_of_all
from apps.accounts.events import forget_whose, record
from apps.accounts.models import SecurityEvent, Session, User
from apps.accounts.sessions import end_sessions
from apps.accounts.superusers import LastSuperuserError, locked_beside_superusers

logger = structlog.get_logger(__name__)

GRACE = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Departed:
    """What a last mail needs."""

    email: str
    language: str


def ask_for_deletion(*, user: User, keep: Session | None = None) -> datetime:
    """When the account will be deleted; asked again, it stays with the first time. Every session
    ends but the one to keep. Raises LastSuperuserError."""
    with transaction.atomic():
        asked, is_last = locked_beside_superusers(user.pk)
        assert asked is not None
        if is_last:
            raise LastSuperuserError
        due_at: datetime = asked.deletion_due_at or timezone.now() + GRACE
        asked.deletion_due_at = due_at
        asked.save(update_fields=["deletion_due_at"])
        end_sessions(user=user, end=Session.End.ENDED_ELSEWHERE, keep=keep.pk if keep else None)
    return due_at


def cancel_deletion(*, user: User) -> bool:
    """Whether there was one to cancel."""
    asked = User.objects.filter(pk=user.pk, is_active=True).exclude(deletion_due_at=None)
    return bool(asked.update(deletion_due_at=None))


def due_accounts() -> list[int]:
    due = User.objects.filter(deletion_due_at__lte=timezone.now())
    return list(due.values_list("pk", flat=True))


def delete_account(*, user_id: int) -> Departed | None:
    """Erase the account and all it owns; None where it is not due, or gone. Safe to run twice, and
    to be interrupted: what is erased stays erased.

    Raises OperationalError while something of it is in use.
    """
    user = _close(user_id)
    if user is None:
        return None
    departed = Departed(email=user.email, language=_language_of(user))
    for belongings in belongings_of_all():
        belongings.erase(user)
    with transaction.atomic():
        # Nothing can be noted about a user whose row is locked.
        if not User.objects.select_for_update().filter(pk=user_id).exists():
            return None
        forget_whose(user)
        User.objects.filter(pk=user_id).delete()
        record(SecurityEvent.Kind.ACCOUNT_DELETED, user=None, visitor=None)
    return departed


def _close(user_id: int) -> User | None:
    """From here on nobody can sign in to it, cancel, or add to what has to be erased."""
    with transaction.atomic():
        user, is_last = locked_beside_superusers(user_id)
        due_at = user.deletion_due_at if user else None
        if user is None or due_at is None or due_at > timezone.now():
            return None
        if is_last:
            logger.error("last_superuser_kept", user_id=user_id)
            return None
        user.is_active = False
        user.save(update_fields=["is_active"])
        end_sessions(user=user, end=Session.End.DEACTIVATED)
    return user


def _language_of(user: User) -> str:
    """In which it was asked for."""
    asked = user.security_events.filter(kind=SecurityEvent.Kind.DELETION_ASKED).order_by("-id")
    event = asked.first()
    return str(event.details.get("language", "en")) if event else "en"
