"""Uploaded files over HTTP, where neither a bucket nor CloudFront stands before them."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.files import File
from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.core.content_types import harmless_type
from apps.core.private_files import ExpiredLinkError, InvalidLinkError, disposition_of
from apps.core.problems import answer, unknown_path

PIECE = 64 * 1024


@require_safe
def private_file(request: HttpRequest, name: str) -> HttpResponseBase:
    try:
        disposition = disposition_of(name=name, query=request.META["QUERY_STRING"])
    except InvalidLinkError:
        return answer(403, _("The link is not valid. Ask for a new one."), "link_invalid")
    except ExpiredLinkError:
        return answer(403, _("The link has expired. Ask for a new one."), "link_expired")
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return _send(request, storage="private", name=name, headers=headers)


@require_safe
def public_file(request: HttpRequest, name: str) -> HttpResponseBase:
    return _send(request, storage="default", name=name, headers={})


def _send(
    request: HttpRequest, *, storage: str, name: str, headers: dict[str, str]
) -> HttpResponseBase:
    """The file, or the one part of it that was asked for."""
    try:
        file = storages[storage].open(name)
    except (OSError, ValueError):  # nothing, a folder, or a name that is too long or has a NUL
        return unknown_path(request)
    size = file.size
    part = _part(request, size)
    if part is None:
        file.close()
        refusal = answer(416, _("The file does not reach as far as that."), "range_unsatisfiable")
        refusal["Content-Range"] = f"bytes */{size}"
        return refusal
    response: HttpResponseBase
    if request.method == "HEAD":
        file.close()
        response = HttpResponse(headers=headers)
    else:
        response = StreamingHttpResponse(_pieces(file, part), headers=headers)
    if len(part) < size:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = len(part)
    response["Content-Type"] = harmless_type(name)
    return response


def _part(request: HttpRequest, size: int) -> range | None:
    """The bytes that are asked for; None where the file has none of them.

    What is no single range of bytes counts as not asked, and so does a range of an older version.
    Source: RFC 9110, section 14.
    """
    whole = range(size)
    asked = re.fullmatch(r"bytes=([0-9]{0,18})-([0-9]{0,18})", request.headers.get("Range", ""))
    if asked is None or "If-Range" in request.headers:
        return whole
    first, last = asked.groups()
    if not first and not last:
        return whole
    if first and last and int(last) < int(first):
        return whole
    part = whole[int(first) :] if first else whole[size - min(size, int(last)) :]
    if first and last:
        part = part[: int(last) - int(first) + 1]
    return part or None


def _pieces(file: File[Any], part: range) -> Iterator[bytes]:
    with file:
        file.seek(part.start)
        left = len(part)
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
