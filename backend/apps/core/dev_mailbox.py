"""Sent emails, shown in the browser. Enabled if settings.MAILBOX names the folder that Django's
file email backend writes to: in development and in tests, never in production.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

MAX_MESSAGES = 100
# What django.core.mail.backends.filebased writes after each mail.
END_OF_MAIL = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True, kw_only=True)
class Message:
    to: str
    subject: str
    text: str
    sent_at: datetime


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the newest emails first; `?to=` filters by recipient, `?format=json` returns JSON."""
    if settings.MAILBOX is None:
        raise Http404
    to = request.GET.get("to")
    folder = Path(settings.MAILBOX)
    found = [message for message in messages(folder, to=to) if to in (None, message.to)]
    shown = sorted(found, key=lambda message: message.sent_at, reverse=True)[:MAX_MESSAGES]
    if request.GET.get("format") == "json":
        return JsonResponse([asdict(message) for message in shown], safe=False)
    return render(request, "mailbox.html", {"messages": shown, "to": to})


def messages(folder: Path, *, to: str | None = None) -> Iterator[Message]:
    """Yield the emails in the folder; with `to`, only those that contain this email address."""
    # File names begin with the time: these are the newest, with room for other recipients.
    files = sorted(folder.glob("*.log"), reverse=True) if folder.is_dir() else []
    for file in files[: MAX_MESSAGES * 10]:
        *mails, _ = file.read_bytes().split(END_OF_MAIL)
        for mail in mails:
            # Parsing takes a hundred times as long. Headers encode non-ASCII addresses.
            if to is None or not to.isascii() or to.encode() in mail:
                yield _parse_message(mail)


def _parse_message(mail: bytes) -> Message:
    message: EmailMessage = BytesParser(policy=policy.default).parsebytes(mail)
    body = message.get_body(("plain",))
    return Message(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text="" if body is None else body.get_content(),
        sent_at=message["Date"].datetime,
    )
