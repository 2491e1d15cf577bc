"""Export and erasure of the data that accounts holds about a user."""

from collections.abc import Iterator
from typing import Any

from social_django.models import UserSocialAuth

from apps.accounts.models import (
    Archive,
    Passkey,
    PendingSignUp,
    RecoveryCode,
    Session,
    Totp,
    UndeliveredMail,
    User,
)
from apps.accounts.models.archive import archive_folder, private_storage
from apps.accounts.privacy.registry import ExportFile
from apps.accounts.privacy.row_erasure import erase_rows, redact_admin_log
from apps.core.storage.folders import erase_folder
from apps.core.streaming_json import stream_object

CHUNK_SIZE = 2_000
SESSION_FIELDS = ("device", "address", "client", "created_at", "last_used_at", "ended_at", "end")
EVENT_FIELDS = ("created_at", "kind", "address", "device", "details")


def export_profile(user: User) -> Iterator[ExportFile]:
    yield ExportFile(path="account.json", content=stream_object(_account(user)))


def erase_profile(user: User) -> None:
    """Erase all but the user's row and the security events, which are handled last."""
    erase_rows(Archive.objects.filter(owner=user))
    erase_folder(private_storage(), archive_folder(user.pk))
    erase_rows(PendingSignUp.objects.filter(email=user.email))
    erase_rows(UndeliveredMail.objects.filter(email=user.email))
    erase_rows(UserSocialAuth.objects.filter(user=user))
    for model in (Passkey, RecoveryCode, Session, Totp):
        erase_rows(model.objects.filter(user=user))
    redact_admin_log(User, [user.pk])


def _account(user: User) -> dict[str, Any]:
    links = UserSocialAuth.objects.filter(user=user)
    return {
        "email": user.email,
        "handle": user.handle,
        "language": user.language,
        "theme": user.theme,
        "currency": user.currency,
        "region": user.region,
        "joined_at": user.date_joined,
        "last_sign_in_at": user.last_login,
        "has_password": user.has_password,
        "has_authenticator_application": user.has_second_factor,
        "deletion_due_at": user.deletion_due_at,
        "passkeys": list(user.passkeys.values("name", "created_at", "last_used_at")),
        "social_links": list(links.values("provider", "uid", "created")),
        "sessions": _rows(user.sessions.order_by("-created_at").values(*SESSION_FIELDS)),
        "security_events": _rows(
            user.security_events.order_by("-created_at").values(*EVENT_FIELDS)
        ),
    }


def _rows(rows: Any) -> Iterator[Any]:
    return iter(rows.iterator(chunk_size=CHUNK_SIZE))
