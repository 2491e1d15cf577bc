"""Deletion of accounts, two weeks after the request."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.core import signing
from django.db import transaction
from django.utils import timezone

from apps.accounts.audit_log import anonymize_events, record_event
from apps.accounts.models import SecurityEvent, Session, User
from apps.accounts.privacy.registry import get_user_data_handlers
from apps.accounts.registration.sign_up import InvalidLinkError
from apps.accounts.sessions.sessions import end_sessions
from apps.accounts.superusers import LastSuperuserError, lock_with_superusers

logger = structlog.get_logger(__name__)

GRACE_PERIOD = timedelta(days=14)
_KEEP_SALT = "keep-account"


@dataclass(frozen=True, kw_only=True)
class DeletedUser:
    """Recipient of the last mail."""

    email: str
    language: str


def request_deletion(*, user: User, keep: Session | None = None) -> datetime:
    """End all sessions except `keep`, and return when the account will be deleted.

    A second request does not change the date. Raise LastSuperuserError.
    """
    with transaction.atomic():
        locked, is_last = lock_with_superusers(user.pk)
        assert locked is not None
        if is_last:
            raise LastSuperuserError
        due_at: datetime = locked.deletion_due_at or timezone.now() + GRACE_PERIOD
        locked.deletion_due_at = due_at
        locked.save(update_fields=["deletion_due_at"])
        end_sessions(user=user, end=Session.End.ENDED_ELSEWHERE, keep=keep.pk if keep else None)
    return due_at


def cancel_deletion(*, user: User) -> bool:
    """Return True if a deletion was cancelled."""
    scheduled = User.objects.filter(pk=user.pk, is_active=True).exclude(deletion_due_at=None)
    return bool(scheduled.update(deletion_due_at=None))


def create_keep_token(request: SecurityEvent) -> str:
    """Return a token for the mail about the request: it cancels the deletion, once."""
    return signing.dumps(request.pk, salt=_KEEP_SALT)


def cancel_deletion_by_link(*, token: str) -> User:
    """Cancel the deletion with the link of the mail, and return the user.

    The caller records DELETION_CANCELLED in the same transaction, which invalidates the links of
    all requests until then. Raise InvalidLinkError.
    """
    try:
        key = signing.loads(token, salt=_KEEP_SALT)
    except signing.BadSignature as error:
        raise InvalidLinkError from error
    users = User.objects.select_for_update(of=("self",)).exclude(deletion_due_at=None)
    user = users.filter(security_events=key, is_active=True).first()
    later = SecurityEvent.objects.filter(kind=SecurityEvent.Kind.DELETION_CANCELLED, pk__gt=key)
    if user is None or later.filter(user=user).exists():
        raise InvalidLinkError
    user.deletion_due_at = None
    user.save(update_fields=["deletion_due_at"])
    return user


def get_due_user_ids() -> list[int]:
    due = User.objects.filter(deletion_due_at__lte=timezone.now())
    return list(due.values_list("pk", flat=True))


def schedule_erasure(*, user_id: int) -> None:
    """Make the account due: it was erased after the backup that has brought it back."""
    User.objects.filter(pk=user_id).update(deletion_due_at=timezone.now())


def delete_account(*, user_id: int) -> DeletedUser | None:
    """Erase the account and all its data; return None if it is not due or already deleted.

    Safe to run twice and to be interrupted. Raise OperationalError while its data is in use.
    """
    user = _deactivate_due_user(user_id)
    if user is None:
        return None
    deleted = DeletedUser(email=user.email, language=_get_request_language(user))
    for handler in get_user_data_handlers():
        handler.erase(user)
    with transaction.atomic():
        # No event can be recorded for a user whose row is locked.
        if not User.objects.select_for_update().filter(pk=user_id).exists():
            return None
        anonymize_events(user)
        User.objects.filter(pk=user_id).delete()
        record_event(SecurityEvent.Kind.ACCOUNT_DELETED, user=None, client_info=None)
    # Outside the database: after a restore, `replay_erasures` takes these ids.
    logger.info("account_erased", user_id=user_id)
    return deleted


def _deactivate_due_user(user_id: int) -> User | None:
    """Deactivate the user, so that no login, cancellation or new data follows; None if not due."""
    with transaction.atomic():
        user, is_last = lock_with_superusers(user_id)
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


def _get_request_language(user: User) -> str:
    """Return the language of the deletion request."""
    requests = user.security_events.filter(kind=SecurityEvent.Kind.DELETION_ASKED).order_by("-id")
    event = requests.first()
    return str(event.details.get("language", "en")) if event else "en"
