"""The mail that a laptop sent, to read in the browser. It is on where settings.MAILBOX names the
folder into which Django's file back end writes: in development and in tests, never in production.
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

MOST_SHOWN = 100
# What django.core.mail.backends.filebased writes after each mail.
END_OF_MAIL = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True, kw_only=True)
class Letter:
    to: str
    subject: str
    text: str
    sent_at: datetime


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Newest first; `?to=` those of one address, `?format=json` for programs."""
    if settings.MAILBOX is None:
        raise Http404
    to = request.GET.get("to")
    found = [letter for letter in letters(Path(settings.MAILBOX)) if to in (None, letter.to)]
    shown = sorted(found, key=lambda letter: letter.sent_at, reverse=True)[:MOST_SHOWN]
    if request.GET.get("format") == "json":
        return JsonResponse([asdict(letter) for letter in shown], safe=False)
    return render(request, "mailbox.html", {"letters": shown, "to": to})


def letters(folder: Path) -> Iterator[Letter]:
    # The names begin with the time, so these are the newest, with room for those of others.
    files = sorted(folder.glob("*.log"), reverse=True) if folder.is_dir() else []
    for file in files[: MOST_SHOWN * 10]:
        *mails, _ = file.read_bytes().split(END_OF_MAIL)
        for mail in mails:
            yield _letter(mail)


def _letter(mail: bytes) -> Letter:
    message: EmailMessage = BytesParser(policy=policy.default).parsebytes(mail)
    body = message.get_body(("plain",))
    return Letter(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text="" if body is None else body.get_content(),
        sent_at=message["Date"].datetime,
    )
