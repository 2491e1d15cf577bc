"""What the accounts themselves keep of somebody."""

from collections.abc import Iterator
from typing import Any

from social_django.models import UserSocialAuth

from apps.accounts.belongings.erasure import erase_rows, forget_in_log
from apps.accounts.belongings.registry import Entry
from apps.accounts.models import Archive, Passkey, PendingSignUp, RecoveryCode, Session, Totp, User
from apps.accounts.models.archive import folder_of, private_storage
from apps.core.folders import erase_folder
from apps.core.json_streams import stream_object

ROWS_AT_ONCE = 2_000
SESSION = ("device", "address", "client", "created_at", "last_used_at", "ended_at", "end")
EVENT = ("created_at", "kind", "address", "device", "details")


def export_profile(user: User) -> Iterator[Entry]:
    yield Entry(path="account.json", content=stream_object(_account(user)))


def erase_profile(user: User) -> None:
    """All but the user's own row and the security events, which go last."""
    erase_rows(Archive.objects.filter(owner=user))
    erase_folder(private_storage(), folder_of(user.pk))
    erase_rows(PendingSignUp.objects.filter(email=user.email))
    erase_rows(UserSocialAuth.objects.filter(user=user))
    for model in (Passkey, RecoveryCode, Session, Totp):
        erase_rows(model.objects.filter(user=user))
    forget_in_log(User, [user.pk])


def _account(user: User) -> dict[str, Any]:
    links = UserSocialAuth.objects.filter(user=user)
    return {
        "email": user.email,
        "handle": user.handle,
        "joined_at": user.date_joined,
        "last_sign_in_at": user.last_login,
        "has_password": user.has_password,
        "has_authenticator_application": user.has_second_factor,
        "deletion_due_at": user.deletion_due_at,
        "passkeys": list(user.passkeys.values("name", "created_at", "last_used_at")),
        "social_links": list(links.values("provider", "uid", "created")),
        "sessions": _rows(user.sessions.order_by("-created_at").values(*SESSION)),
        "security_events": _rows(user.security_events.order_by("-created_at").values(*EVENT)),
    }


def _rows(rows: Any) -> Iterator[Any]:
    return iter(rows.iterator(chunk_size=ROWS_AT_ONCE))
