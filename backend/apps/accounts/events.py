"""The security log: an account's owner sees the own entries, staff sees all in the admin."""

from typing import Any

import structlog

from apps.accounts.models import SecurityEvent, User
from apps.accounts.visitors import Visitor

logger = structlog.get_logger(__name__)


def record(
    kind: SecurityEvent.Kind, *, user: User | None, visitor: Visitor | None, **details: Any
) -> SecurityEvent:
    """Note an event, in the database and in the log. `details` is JSON and holds no secret."""
    event = SecurityEvent.objects.create(
        kind=kind,
        user=user,
        address=visitor.address if visitor else None,
        device=visitor.device if visitor else "",
        details=details,
    )
    logger.info("security_event", kind=kind.value, user_id=user.pk if user else None, **details)
    return event


def forget_whose(user: User) -> None:
    """What happened is kept, and no longer to whom or from where."""
    user.security_events.update(user=None, address=None, device="", details={})
