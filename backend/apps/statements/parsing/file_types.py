"""Detection of the type of an upload by its content, never by its name."""

import re
from typing import BinaryIO

from apps.statements.parsing.encoding import CHUNK_SIZE, UnreadableFileError

TEXT, WORKBOOK, OFX = "text", "workbook", "ofx"
# A ZIP, which the formats of Excel since 2007 are, and the container of those before.
WORKBOOK_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
ARCHIVE_MARKS = (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!")
# Byte order marks and whitespace.
LEADING = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"
QIF = re.compile(r"!(?:type|account|option|clear):", re.IGNORECASE)
OFX_START = re.compile(r"OFXHEADER\s?[:=]|<OFX\s?>|<\?OFX\s", re.IGNORECASE)
CAMT = re.compile(r"iso:20022:[a-z:]{0,20}camt\.\d|<(?:\w{1,20}:)?BkToCstmr", re.IGNORECASE)
MT940_ACCOUNT = re.compile(r"^:25[A-Z]?:", re.ASCII | re.MULTILINE)
MT940_BALANCE = re.compile(r"^:60[FM]:[CD]", re.ASCII | re.MULTILINE)


def detect_file_type(file: BinaryIO) -> str:
    """Return TEXT, WORKBOOK or OFX, and rewind the file.

    Raise UnreadableFileError for a file of another type, with what to export instead.
    """
    head = file.read(CHUNK_SIZE)
    file.seek(0)
    start = head.lstrip(LEADING)
    if not start:
        raise UnreadableFileError("empty_file")
    if start.startswith(WORKBOOK_MARKS):
        return WORKBOOK
    if start.startswith(ARCHIVE_MARKS):
        raise UnreadableFileError("archive")
    if start.startswith(b"%PDF"):
        raise UnreadableFileError("pdf")
    # ASCII is enough. Without NUL, UTF-16 reads alike.
    text = start.replace(b"\0", b"").decode("latin-1")
    if text[:15].lower().startswith(("<!doctype html", "<html")):
        raise UnreadableFileError("html_page")
    if _is_ofx(text):
        return OFX
    if QIF.match(text):
        raise UnreadableFileError("qif")
    if text.startswith("<") and CAMT.search(text):
        raise UnreadableFileError("camt")
    if MT940_ACCOUNT.search(text) and MT940_BALANCE.search(text):
        raise UnreadableFileError("mt940")
    return TEXT


def _is_ofx(text: str) -> bool:
    """Return True if the text starts with OFX's header, or is XML that contains it."""
    if OFX_START.match(text):
        return True
    return text.startswith(("<?", "<!")) and OFX_START.search(text) is not None
