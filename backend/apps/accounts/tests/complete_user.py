"""A user with a row in every table of accounts."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from social_django.models import UserSocialAuth

from apps.accounts.audit_log import record_event
from apps.accounts.client_info import ClientInfo
from apps.accounts.models import (
    Archive,
    Passkey,
    PendingSignUp,
    RecoveryCode,
    SecurityEvent,
    Session,
    Totp,
    UndeliveredMail,
    User,
)
from apps.accounts.tests.factories import make_session, make_user

DEVICE = "Netscape on BeOS"


@dataclass(frozen=True, kw_only=True)
class CompleteUser:
    user: User
    secrets: dict[str, str]
    """Secrets that no page may show, by their source."""


def make_complete_user(*, handle: str = "", **fields: Any) -> CompleteUser:
    user = make_user(handle=handle, **fields)
    digest = sha256(user.handle.encode()).hexdigest()
    session = make_session(user)
    session.spent_token_id, session.spent_with_key = digest[:32], digest[32:]
    session.save()
    totp = Totp.objects.create(
        user=user, secret=f"SECRET{digest[:20]}", confirmed_at=timezone.now()
    )
    code = RecoveryCode.objects.create(user=user, digest=digest)
    RecoveryCode.objects.create(user=user, digest=digest[::-1], used_at=timezone.now())
    Passkey.objects.create(
        user=user,
        name=f"{user.handle}'s phone",
        credential_id=bytes.fromhex(digest[:32]),
        credential=b"credential-" + digest.encode(),
    )
    pending = PendingSignUp.objects.create(
        email=user.email, handle=f"{user.handle}2", password=f"hash-{digest}"
    )
    mail = UndeliveredMail.objects.create(
        task="apps.accounts.tasks.mail_sign_up",
        arguments={"pending_id": f"mail-{digest}", "language": "en"},
        email=user.email,
        error="ConnectionRefusedError",
        attempts=14,
    )
    link = UserSocialAuth.objects.create(
        user=user, provider="github", uid=str(user.pk), extra_data={"access_token": f"at-{digest}"}
    )
    record_event(
        SecurityEvent.Kind.SIGNED_IN,
        user=user,
        client_info=ClientInfo(ip_address="192.0.2.44", device=DEVICE),
        client=Session.Client.BROWSER,
    )
    archive = make_archive(user)
    return CompleteUser(
        user=user,
        secrets={
            "password": user.password,
            "refresh token": session.token_id,
            "spent refresh token": session.spent_token_id,
            "attempt": session.spent_with_key,
            "totp": totp.secret,
            "recovery code": code.digest,
            "passkey's id": digest[:32],
            "passkey": digest,
            "pending password": pending.password,
            "mail's arguments": mail.arguments["pending_id"],
            "provider's token": link.extra_data["access_token"],
            "archive's link": "Signature=",
            "archive": str(archive.file.name),
        },
    )


def make_archive(user: User, **fields: Any) -> Archive:
    """Create an archive that is ready."""
    ready = {
        "status": Archive.Status.READY,
        "size": 3,
        "ready_at": timezone.now(),
        "expires_at": timezone.now() + timedelta(days=7),
    }
    archive = Archive(owner=user, **(ready | fields))
    archive.file.save("", ContentFile(b"zip"), save=False)
    archive.save()
    return archive
