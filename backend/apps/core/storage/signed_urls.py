"""Signed URLs of private files, each valid for one file for a few minutes.

In production CloudFront verifies them and S3 responds. Here Django does both, at the same path and
by the same rules: `Expires` and `Signature` in the query, and S3's `response-content-disposition`,
which sets the name of the downloaded file.
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

URL_LIFETIME_SECONDS = 5 * 60
DISPOSITION = "response-content-disposition"
# The limit of file systems; a much longer name would not fit into a URL either.
MAX_FILENAME_BYTES = 255

Query = list[tuple[str, str]]


class InvalidSignedUrlError(Exception):
    """The signature is missing or wrong."""


class ExpiredSignedUrlError(Exception):
    """The URL is older than URL_LIFETIME_SECONDS."""


@dataclass(frozen=True, kw_only=True)
class SignedUrl:
    url: str
    expires_at: datetime


class PrivateFileSystemStorage(FileSystemStorage):
    def url(self, name: str | None, parameters: dict[str, str] | None = None) -> str:
        """Return a signed URL of the file and the `parameters`, as S3Storage does."""
        query = [*(parameters or {}).items(), ("Expires", str(int(time()) + URL_LIFETIME_SECONDS))]
        query.append(("Signature", _signer().signature(_signed(name or "", query))))
        return f"{super().url(name)}?{urlencode(query)}"


def create_signed_url(file: FieldFile, *, filename: str) -> SignedUrl:
    """Return a signed URL that downloads the private file under this name."""
    expires_at = timezone.now() + timedelta(seconds=URL_LIFETIME_SECONDS)
    parameters = {DISPOSITION: attachment(filename)}
    # Django's declaration has no parameters; both storages of private files have.
    url = file.storage.url(str(file.name), parameters=parameters)  # type: ignore[call-arg]
    return SignedUrl(url=url, expires_at=expires_at)


def attachment(filename: str) -> str:
    """Return a Content-Disposition for download. A long name keeps its end, the suffix.

    Source: RFC 6266 and, for `filename*`, RFC 8187.
    """
    kept = filename.encode()[-MAX_FILENAME_BYTES:].decode(errors="ignore")
    return f"attachment; filename*=UTF-8''{quote(kept, safe='')}"


def disposition_of(*, name: str, query: str) -> str:
    """Verify the signed URL of `name`, and return the Content-Disposition it requests.

    Raise InvalidSignedUrlError or ExpiredSignedUrlError. Does not check that the file exists.
    """
    pairs = parse_qsl(query, keep_blank_values=True)
    given = dict(pairs)
    unsigned = [pair for pair in pairs if pair[0] != "Signature"]
    try:
        _signer().unsign(f"{_signed(name, unsigned)}:{given.get('Signature', '')}")
    except BadSignature as error:
        raise InvalidSignedUrlError from error
    if int(given["Expires"]) < time():
        raise ExpiredSignedUrlError
    requested = given.get(DISPOSITION, "")
    if requested.startswith("attachment;"):
        return requested
    return attachment(PurePosixPath(name).name)


def _signed(name: str, query: Query) -> str:
    return f"{name}?{urlencode(query)}"


def _signer() -> Signer:
    return Signer(salt="private-files")
