"""Uploaded files over HTTP, for installations without S3 and CloudFront."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.files import File
from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.core.problem_details import problem_response, unknown_path
from apps.core.storage.content_types import safe_content_type
from apps.core.storage.signed_urls import (
    ExpiredSignedUrlError,
    InvalidSignedUrlError,
    disposition_of,
)

CHUNK_SIZE = 64 * 1024


@require_safe
def private_file(request: HttpRequest, name: str) -> HttpResponseBase:
    try:
        disposition = disposition_of(name=name, query=request.META["QUERY_STRING"])
    except InvalidSignedUrlError:
        return problem_response(403, _("The link is not valid. Request a new one."), "link_invalid")
    except ExpiredSignedUrlError:
        return problem_response(403, _("The link has expired. Request a new one."), "link_expired")
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return _send(request, storage="private", name=name, headers=headers)


@require_safe
def public_file(request: HttpRequest, name: str) -> HttpResponseBase:
    return _send(request, storage="default", name=name, headers={})


def _send(
    request: HttpRequest, *, storage: str, name: str, headers: dict[str, str]
) -> HttpResponseBase:
    """Return the file, or the requested range of it."""
    try:
        file = storages[storage].open(name)
    except (OSError, ValueError):  # missing, a folder, or a name that is too long or has a NUL
        return unknown_path(request)
    size = file.size
    part = _requested_range(request, size)
    if part is None:
        file.close()
        error = problem_response(
            416, _("The range is beyond the end of the file."), "range_unsatisfiable"
        )
        error["Content-Range"] = f"bytes */{size}"
        return error
    response: HttpResponseBase
    if request.method == "HEAD":
        file.close()
        response = HttpResponse(headers=headers)
    else:
        response = StreamingHttpResponse(_chunks(file, part), headers=headers)
    if len(part) < size:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = len(part)
    response["Content-Type"] = safe_content_type(name)
    return response


def _requested_range(request: HttpRequest, size: int) -> range | None:
    """Return the requested range of bytes; None if the file has none of them.

    Anything but a single byte range is ignored, and so is a range with If-Range. Source: RFC 9110,
    section 14.
    """
    whole = range(size)
    match = re.fullmatch(r"bytes=([0-9]{0,18})-([0-9]{0,18})", request.headers.get("Range", ""))
    if match is None or "If-Range" in request.headers:
        return whole
    first, last = match.groups()
    if not first and not last:
        return whole
    if first and last and int(last) < int(first):
        return whole
    part = whole[int(first) :] if first else whole[size - min(size, int(last)) :]
    if first and last:
        part = part[: int(last) - int(first) + 1]
    return part or None


def _chunks(file: File[Any], part: range) -> Iterator[bytes]:
    with file:
        file.seek(part.start)
        left = len(part)
        while left and (chunk := file.read(min(CHUNK_SIZE, left))):
            left -= len(chunk)
            yield chunk
