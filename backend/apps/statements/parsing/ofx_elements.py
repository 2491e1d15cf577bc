"""Elements of an OFX file, be it SGML (version 1) or XML (version 2).

No tree is built, so neither missing end tags nor depth matter, and memory is bounded. Nothing is
expanded but single characters, and a file that declares entities is rejected.
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, TextIO

from apps.statements.parsing.encoding import CHUNK_SIZE, UnreadableFileError

# Characters between two tags; a memo has 255.
MAX_TEXT_LENGTH = 64 * 1024
MAX_KEPT_LENGTH = 2_000
# Characters of a tag, with attributes that XML may have.
MAX_TAG_LENGTH = 200
NAME = re.compile(r"/?[A-Z][A-Z0-9._]{0,79}", re.ASCII)
CHARACTER = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});", re.ASCII)
CDATA_END = "]]>"
# Beginnings and ends of sections that may contain tags.
SECTIONS = {"![CDATA[": CDATA_END, "!--": "-->"}


class Element(NamedTuple):
    line: int
    name: str
    """In capitals; that of an end tag begins with a slash."""
    text: str
    """Text up to the next tag, with single spaces."""


def read_elements(text: TextIO) -> Iterator[Element]:
    """Yield start and end tags; anything else between angle brackets is text.

    Raise UnreadableFileError for declarations, NUL characters and texts that are too long.
    """
    first_line, name, kept, section_end = 1, "", "", ""
    for line, piece in _split_at_tags(text):
        if section_end or piece.startswith("!"):
            begin = "<"
            if not section_end:
                begin = next((each for each in SECTIONS if piece.startswith(each)), "")
                if not begin:
                    raise UnreadableFileError("ofx_declaration", line=line)
                section_end, piece, begin = SECTIONS[begin], piece.removeprefix(begin), ""
            content, is_complete, rest = piece.partition(section_end)
            if section_end == CDATA_END:
                kept = _append(kept, f"{begin}{content}")
            section_end = "" if is_complete else section_end
            kept = _append(kept, rest)
            continue
        tag, is_complete, rest = piece.partition(">")
        if is_complete and (found := _tag_name(tag[:MAX_TAG_LENGTH])):
            if name:
                yield Element(first_line, name, _plain(kept))
            first_line, name, kept = line, found, rest[:MAX_KEPT_LENGTH]
        else:
            kept = _append(kept, rest if tag.startswith("?") else f"<{piece}")
    if name:
        yield Element(first_line, name, _plain(kept))


def _split_at_tags(text: TextIO) -> Iterator[tuple[int, str]]:
    """Yield what follows each less-than sign, up to the next, and its line."""
    rest, line, is_above = "", 1, True
    while chunk := text.read(CHUNK_SIZE):
        if "\0" in chunk:
            raise UnreadableFileError("binary")
        *pieces, rest = (rest + chunk).split("<")
        for piece in pieces:
            # The header of version 1 stands above the first tag.
            if not is_above:
                yield line, piece
            is_above = False
            line += piece.count("\n")
        if len(rest) > MAX_TEXT_LENGTH:
            raise UnreadableFileError("line_too_long", line=line)
    yield line, rest


@lru_cache(maxsize=1_000)
def _tag_name(tag: str) -> str:
    """Return the name in capitals, or an empty string if it cannot be a tag of OFX."""
    words = tag.split(None, 1)
    name = words[0].upper() if words else ""
    name = name if name.startswith("/") else name.rstrip("/")
    return name if NAME.fullmatch(name) else ""


def _append(kept: str, more: str) -> str:
    return kept if len(kept) > MAX_KEPT_LENGTH else f"{kept}{more[:MAX_KEPT_LENGTH]}"


def _plain(text: str) -> str:
    if "&" in text:
        text = CHARACTER.sub(lambda found: html.unescape(found[0]), text)
    return " ".join(text.split())
