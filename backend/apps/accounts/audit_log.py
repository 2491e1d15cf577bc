"""The security audit log: users see their own events, staff see all of them in the admin."""

from typing import Any

import structlog
from django.core import signing

from apps.accounts.client_info import ClientInfo
from apps.accounts.models import SecurityEvent, User

logger = structlog.get_logger(__name__)
_NOTIFICATION_SALT = "notice"


def record_event(
    kind: SecurityEvent.Kind, *, user: User | None, client_info: ClientInfo | None, **details: Any
) -> SecurityEvent:
    """Record an event in the database and the log. `details` is JSON and holds no secret."""
    event = SecurityEvent.objects.create(
        kind=kind,
        user=user,
        address=client_info.ip_address if client_info else None,
        device=client_info.device if client_info else "",
        details=details,
    )
    logger.info("security_event", kind=kind.value, user_id=user.pk if user else None, **details)
    return event


def create_notification_token(event: SecurityEvent, *, email: str) -> str:
    """Return a signed token that lets the mail task notify `email` of the event."""
    return signing.dumps({"event": event.pk, "email": email}, salt=_NOTIFICATION_SALT)


def read_notification_token(token: str) -> tuple[SecurityEvent, str]:
    """Return (event, email). Raise BadSignature or SecurityEvent.DoesNotExist."""
    notice = signing.loads(token, salt=_NOTIFICATION_SALT)
    return SecurityEvent.objects.get(pk=notice["event"]), notice["email"]


def anonymize_events(user: User) -> None:
    """Keep the user's events without user, IP address, device and details."""
    user.security_events.update(user=None, address=None, device="", details={})
