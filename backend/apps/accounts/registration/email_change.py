"""Change of email: it takes effect once the new email is confirmed.

The request of the signed-in user is signed. The task that mails the link accepts only signed
requests, so that access to the task queue is not enough to change an email.
"""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts.models import SecurityEvent, User
from apps.accounts.registration.sign_up import InvalidLinkError
from apps.accounts.social.login_methods import remove_login_methods
from apps.accounts.unverified_users import release_email

LINK_LIFETIME = timedelta(days=1)
# Limits how long sending the mail may take: its link is valid from then on.
REQUEST_LIFETIME = timedelta(days=2)
# For the owner of the old email, counted from the change.
UNDO_LIFETIME = timedelta(days=7)
_SALT = "change-of-address"
_UNDO_SALT = "undo-change-of-address"
_REQUEST_SALT = "request-of-address"


def create_request_token(user: User, *, email: str) -> str:
    """Return the signed request for the task that mails the link. It grants nothing by itself, so
    that a list of tasks may show it."""
    return _sign(user, email, _REQUEST_SALT)


def read_request_token(token: str) -> tuple[User, str]:
    """Return (user, requested email). Raise InvalidLinkError."""
    user, data = _read(token, _REQUEST_SALT, REQUEST_LIFETIME)
    return user, data["to"]


def create_link_token(user: User, *, email: str) -> str:
    """Return a token that is valid until email, its confirmation or the password changes."""
    return _sign(user, email, _SALT)


@transaction.atomic
def confirm_email_change(*, token: str) -> tuple[User, str]:
    """Return (user, old email); the old email is empty if it was not confirmed.

    Raise InvalidLinkError.
    """
    user, data = _read(token, _SALT, LINK_LIFETIME)
    release_email(data["to"], but_of=user)
    if not user.email_confirmed:
        # The account may have been created by someone else than the email's owner.
        remove_login_methods(user)
    user.email, user.email_confirmed = data["to"], True
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "email_confirmed"])
    except IntegrityError as error:  # another account has it by now
        raise InvalidLinkError from error
    return user, data["from"] if data["confirmed"] else ""


def create_undo_token(change: SecurityEvent) -> str:
    """Return a token for the mail to the old email: its owner can undo the change."""
    return signing.dumps(change.pk, salt=_UNDO_SALT)


@transaction.atomic
def undo_email_change(*, token: str) -> tuple[User, SecurityEvent, str]:
    """Restore the old email and remove what an attacker may have added: the password, sessions, and
    login methods that are younger than the change. Return (user, change, replaced email).

    The caller records EMAIL_CHANGE_UNDONE with the change's id in the same transaction, which
    invalidates the links of this and later changes. Raise InvalidLinkError.
    """
    change = _get_undoable_change(token)
    users = User.objects.select_for_update(of=("self",)).filter(is_active=True)
    user = users.filter(security_events=change.pk).first()
    undone = SecurityEvent.objects.filter(kind=SecurityEvent.Kind.EMAIL_CHANGE_UNDONE)
    if user is None or undone.filter(user=user, details__change__lte=change.pk).exists():
        raise InvalidLinkError
    replaced_email, email = user.email, change.details["before"]
    release_email(email, but_of=user)
    user.email, user.email_confirmed = email, True
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "email_confirmed", "password"])
    except IntegrityError as error:  # another account has it since
        raise InvalidLinkError from error
    remove_login_methods(user, since=change.created_at)
    return user, change, replaced_email


def _get_undoable_change(token: str) -> SecurityEvent:
    try:
        key = signing.loads(token, salt=_UNDO_SALT)
    except signing.BadSignature as error:
        raise InvalidLinkError from error
    changes = SecurityEvent.objects.filter(kind=SecurityEvent.Kind.EMAIL_CHANGED)
    change = changes.filter(pk=key, created_at__gt=timezone.now() - UNDO_LIFETIME).first()
    if change is None or not change.details.get("before"):
        raise InvalidLinkError
    return change


def _sign(user: User, email: str, salt: str) -> str:
    return signing.dumps({"user": user.pk, "to": email, **_login_state(user)}, salt=salt)


@transaction.atomic
def _read(token: str, salt: str, good_for: timedelta) -> tuple[User, dict[str, Any]]:
    try:
        data = signing.loads(token, salt=salt, max_age=good_for)
    except signing.BadSignature as error:
        raise InvalidLinkError from error
    user = User.objects.select_for_update().filter(pk=data["user"], is_active=True).first()
    if user is None or not _login_state(user).items() <= data.items():
        raise InvalidLinkError
    return user, data


def _login_state(user: User) -> dict[str, Any]:
    return {
        "from": user.email,
        "confirmed": user.email_confirmed,
        "mark": user.get_session_auth_hash(),
    }
