"""Links to private files: whoever holds one may fetch the one file for a few minutes.

In production CloudFront checks them, and S3 answers. Here Django does, at the same path and by the
same rules: `Expires` and `Signature` in the query, and `response-content-disposition`, which is
S3's way to say under which name the file is saved.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from time import time
from urllib.parse import parse_qsl, quote, urlencode

from django.core.files.storage import FileSystemStorage
from django.core.signing import BadSignature, Signer
from django.db.models.fields.files import FieldFile
from django.utils import timezone

LINK_SECONDS = 5 * 60
DISPOSITION = "response-content-disposition"
LONGEST_FILENAME = 255
"""Bytes, as file systems have it: a longer one would not fit into a link either."""

Query = list[tuple[str, str]]


class InvalidLinkError(Exception):
    """Nobody signed this link, or not with these words."""


class ExpiredLinkError(Exception):
    """The link was good for LINK_SECONDS, which are over."""


@dataclass(frozen=True, kw_only=True)
class Link:
    url: str
    expires_at: datetime


class PrivateFileSystemStorage(FileSystemStorage):
    def url(self, name: str | None, parameters: dict[str, str] | None = None) -> str:
        """A link to the file. `parameters` are signed with it, as S3Storage does."""
        query = [*(parameters or {}).items(), ("Expires", str(int(time()) + LINK_SECONDS))]
        query.append(("Signature", _signer().signature(_signed(name or "", query))))
        return f"{super().url(name)}?{urlencode(query)}"


def link_to(file: FieldFile, *, filename: str) -> Link:
    """A link that saves the private file under its owner's own name for it."""
    expires_at = timezone.now() + timedelta(seconds=LINK_SECONDS)
    parameters = {DISPOSITION: attachment(filename)}
    # Django's own declaration knows no parameters; both storages that keep private files do.
    url = file.storage.url(str(file.name), parameters=parameters)  # type: ignore[call-arg]
    return Link(url=url, expires_at=expires_at)


def attachment(filename: str) -> str:
    """A Content-Disposition that saves and never shows. The end of a long name is kept: its suffix.

    Source: RFC 6266 and, for `filename*`, RFC 8187.
    """
    kept = filename.encode()[-LONGEST_FILENAME:].decode(errors="ignore")
    return f"attachment; filename*=UTF-8''{quote(kept, safe='')}"


def disposition_of(*, name: str, query: str) -> str:
    """The Content-Disposition that the link to `name` asks for.

    Raises InvalidLinkError or ExpiredLinkError. Asks for no file: one that is missing makes no
    difference.
    """
    pairs = parse_qsl(query, keep_blank_values=True)
    given = dict(pairs)
    unsigned = [pair for pair in pairs if pair[0] != "Signature"]
    try:
        _signer().unsign(f"{_signed(name, unsigned)}:{given.get('Signature', '')}")
    except BadSignature as error:
        raise InvalidLinkError from error
    if int(given["Expires"]) < time():
        raise ExpiredLinkError
    asked = given.get(DISPOSITION, "")
    return asked if asked.startswith("attachment;") else attachment(PurePosixPath(name).name)


def _signed(name: str, query: Query) -> str:
    return f"{name}?{urlencode(query)}"


def _signer() -> Signer:
    return Signer(salt="private-files")
