"""Record security events of requests and notify the owner by email."""

from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from rest_framework.request import Request

from apps.accounts.audit_log import create_notification_token, record_event
from apps.accounts.client_info import get_client_info
from apps.accounts.emails import EMAILED_EVENTS
from apps.accounts.models import SecurityEvent, User
from apps.accounts.tasks import mail_notice


def record_and_notify(
    kind: SecurityEvent.Kind,
    *,
    request: Request | HttpRequest,
    user: User | None,
    also_to: str = "",
    **details: Any,
) -> None:
    """Record an event; email the owner, and `also_to`, if it is one of EMAILED_EVENTS."""
    http = request._request if isinstance(request, Request) else request
    event = record_event(kind, user=user, client_info=get_client_info(http), **details)
    if user is None or kind not in EMAILED_EVENTS:
        return
    for email in filter(None, (user.email, also_to)):
        send = partial(
            mail_notice.delay,
            token=create_notification_token(event, email=email),
            language=get_language() or "en",
        )
        transaction.on_commit(send)
