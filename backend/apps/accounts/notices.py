"""For doors: note what happened, and tell the owner where they have to hear of it."""

from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from rest_framework.request import Request

from apps.accounts.events import record
from apps.accounts.mails import TOLD
from apps.accounts.models import SecurityEvent, User
from apps.accounts.tasks import mail_notice
from apps.accounts.visitors import visitor_of


def note(
    kind: SecurityEvent.Kind,
    *,
    request: Request | HttpRequest,
    user: User | None,
    also_to: str = "",
    **details: Any,
) -> None:
    """`also_to`: a second address that has to hear of it."""
    http = request._request if isinstance(request, Request) else request
    event = record(kind, user=user, visitor=visitor_of(http), **details)
    if user is None or kind not in TOLD:
        return
    for email in filter(None, (user.email, also_to)):
        tell = partial(
            mail_notice.delay, event_id=event.pk, email=email, language=get_language() or "en"
        )
        transaction.on_commit(tell)
