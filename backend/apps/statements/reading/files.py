"""Is the upload a table at all, and in which encoding?"""

import codecs
import re
from typing import BinaryIO

PIECE = 64 * 1024
LONGEST_LINE = 64 * 1024
"""Characters. A statement's line has a few hundred."""

JAPANESE = re.compile(r"[^\x00-\x7f]+")


class UnreadableFileError(Exception):
    """Nothing of the file can be imported; `code` is one of the reasons."""

    def __init__(self, code: str, **details: str | int) -> None:
        self.code = code
        self.details = details
        super().__init__(code)


def detect_encoding(file: BinaryIO) -> str:
    """Read the file in pieces, once or twice, and leave it at its beginning.

    Raises UnreadableFileError for what is no text or no table.
    """
    head = file.read(PIECE)
    _refuse_other_kinds(head)
    for encoding in _candidates(head):
        file.seek(0)
        try:
            _check_lines(file, encoding)
        except UnicodeDecodeError:
            continue
        file.seek(0)
        return encoding
    raise UnreadableFileError("binary")


def _refuse_other_kinds(head: bytes) -> None:
    if not head.strip():
        raise UnreadableFileError("empty_file")
    if head.startswith((b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"7z\xbc\xaf")):
        raise UnreadableFileError("archive")
    if head.startswith(b"%PDF"):
        raise UnreadableFileError("pdf")
    if head.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise UnreadableFileError("html_page")


def _candidates(head: bytes) -> tuple[str, ...]:
    if head.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if b"\0" not in head and _is_japanese(head):
        return ("utf-8", "cp932", "cp1252", "latin-1")
    # The last one knows every byte.
    return ("utf-8", "cp1252", "latin-1")


def _is_japanese(head: bytes) -> bool:
    """Whether most of what is no ASCII stands side by side once it is read as Shift JIS.

    Western letters with accents stand alone between plain ones.
    """
    try:
        text = codecs.getincrementaldecoder("cp932")().decode(head)
    except UnicodeDecodeError:
        return False
    runs = [len(run) for run in JAPANESE.findall(text)]
    return sum(run for run in runs if run > 1) > 0.8 * sum(runs) > 0


def _check_lines(file: BinaryIO, encoding: str) -> None:
    """No piece is longer than a line may be, so only its first and last line can be too long."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, length = 1, 0
    while piece := file.read(PIECE):
        text = decoder.decode(piece, final=len(piece) < PIECE)
        if "\0" in text:
            raise UnreadableFileError("binary")
        if "\r" in text:
            text = text.replace("\r", "\n")
        first = text.find("\n")
        if length + (first if first >= 0 else len(text)) > LONGEST_LINE:
            raise UnreadableFileError("line_too_long", line=line)
        if first < 0:
            length += len(text)
        else:
            length = len(text) - 1 - text.rfind("\n")
            line += text.count("\n")
