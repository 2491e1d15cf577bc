"""Is the upload a table at all, and in which encoding?"""

import codecs
from typing import BinaryIO

PIECE = 64 * 1024
LONGEST_LINE = 64 * 1024
"""Bytes. A statement's line has a few hundred."""


class UnreadableFileError(Exception):
    """Nothing of the file can be imported; `code` is one of the reasons."""

    def __init__(self, code: str, **details: str | int) -> None:
        self.code = code
        self.details = details
        super().__init__(code)


def detect_encoding(file: BinaryIO) -> str:
    """Read the file once, in pieces, and leave it at its beginning.

    Raises UnreadableFileError for what is no text or no table.
    """
    head = file.read(PIECE)
    _refuse_other_kinds(head)
    encoding = _encoding_of_mark(head)
    if encoding is None:
        file.seek(0)
        encoding = _check_lines(file)
    file.seek(0)
    return encoding


def _refuse_other_kinds(head: bytes) -> None:
    if not head.strip():
        raise UnreadableFileError("empty_file")
    if head.startswith((b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"7z\xbc\xaf")):
        raise UnreadableFileError("archive")
    if head.startswith(b"%PDF"):
        raise UnreadableFileError("pdf")
    if head.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise UnreadableFileError("html_page")


def _encoding_of_mark(head: bytes) -> str | None:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def _check_lines(file: BinaryIO) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding = "utf-8"
    line, length = 1, 0
    while piece := file.read(PIECE):
        if b"\0" in piece:
            raise UnreadableFileError("binary")
        for part in piece.splitlines(keepends=True):
            length += len(part)
            if length > LONGEST_LINE:
                raise UnreadableFileError("line_too_long", line=line)
            if part.endswith((b"\n", b"\r")):
                line, length = line + 1, 0
        if encoding == "utf-8":
            try:
                decoder.decode(piece, final=len(piece) < PIECE)
            except UnicodeDecodeError:
                encoding = "cp1252"
    return encoding
