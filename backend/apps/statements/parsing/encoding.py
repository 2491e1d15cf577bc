"""Detection of the encoding of a text file."""

import codecs
import math
import re
from typing import BinaryIO

from apps.statements.parsing.encoding_ranking import ENCODINGS as LEGACY_ENCODINGS
from apps.statements.parsing.encoding_ranking import MIN_RATIO, rank_encodings

CHUNK_SIZE = 64 * 1024
# Characters; a line of a bank export has a few hundred.
MAX_LINE_LENGTH = 64 * 1024

# Words with a byte that is not ASCII; the second byte of a character may be an ASCII letter.
NON_ASCII_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]*+[\x80-\xff][A-Za-z@\[-`{-~\x80-\xff]*")
MAX_WORDS = 1_000
MAX_WORD_BYTES = 200
# Share of characters that are ASCII in a UTF-16 file without a mark: at least its delimiters.
MIN_ASCII_SHARE = 0.2
# Encodings that a user can choose.
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", *LEGACY_ENCODINGS)
MAX_OFFERED = 4


class UnreadableFileError(Exception):
    """The file cannot be imported; `code` is a key of error_messages.ERROR_MESSAGES."""

    def __init__(self, code: str, **details: str | int) -> None:
        self.code = code
        self.details = details
        super().__init__(code)


def detect_encodings(file: BinaryIO, *, answer: str = "") -> list[str]:
    """Return the encodings in which the file may be written, best first; rewind the file.

    `answer`: the user's choice. Raise UnreadableFileError if it is not text, or has a line that is
    too long.
    """
    head = file.read(CHUNK_SIZE)
    if answer:
        if not _decodes(file, answer):
            raise UnreadableFileError("encoding_mismatch", encoding=answer)
        return [answer]
    for encoding in _unicode_encodings(head):
        if _decodes(file, encoding):
            return [encoding]
    ranked = rank_encodings(_non_ascii_words(file))
    likely = [
        encoding
        for encoding, likelihood in ranked
        if ranked[0][1] - likelihood < math.log(MIN_RATIO)
    ]
    found = [encoding for encoding in likely[:MAX_OFFERED] if _decodes(file, encoding)]
    if not found:
        # A byte below the counted words disproves it. ISO 8859-1 decodes every byte.
        others = (encoding for encoding, _ in ranked[len(likely) :])
        found = [next((each for each in others if _decodes(file, each)), "latin-1")]
        _decodes(file, found[0])
    return found


def _decodes(file: BinaryIO, encoding: str) -> bool:
    """Return True if the whole file is text in the encoding, and rewind it."""
    file.seek(0)
    try:
        _check_lines(file, encoding)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _non_ascii_words(file: BinaryIO) -> list[bytes]:
    """Return distinct words that are not ASCII, and rewind the file."""
    words: dict[bytes, None] = {}
    # Lines, as a chunk may end within a character.
    for line in file:
        if not line.isascii():
            # ISO 8859-1 has a letter for each byte.
            found = NON_ASCII_WORD.findall(line[:MAX_LINE_LENGTH].decode("latin-1"))
            words.update(dict.fromkeys(word[:MAX_WORD_BYTES].encode("latin-1") for word in found))
            if len(words) >= MAX_WORDS:
                break
    file.seek(0)
    return list(words)


def _unicode_encodings(head: bytes) -> tuple[str, ...]:
    if head.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    for encoding in ("utf-16-le", "utf-16-be"):
        if _is_unmarked_utf_16(head, encoding):
            return (encoding,)
    return ("utf-8",)


def _is_unmarked_utf_16(head: bytes, encoding: str) -> bool:
    """Return True if all NUL bytes are halves of ASCII characters, and those are many."""
    if b"\0" not in head:
        return False
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    ascii_characters = sum(letter.isascii() for letter in text)
    is_text = not any(ord(letter) < 32 and letter not in "\t\r\n" for letter in text)
    return is_text and "\n" in text and ascii_characters >= MIN_ASCII_SHARE * len(text)


def _check_lines(file: BinaryIO, encoding: str) -> None:
    """Raise UnreadableFileError for NUL characters and lines that are too long.

    A chunk is no longer than the limit, so only its first and last line can exceed it.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    line, length = 1, 0
    while chunk := file.read(CHUNK_SIZE):
        text = decoder.decode(chunk, final=len(chunk) < CHUNK_SIZE)
        if "\0" in text:
            raise UnreadableFileError("binary")
        if "\r" in text:
            text = text.replace("\r", "\n")
        first = text.find("\n")
        if length + (first if first >= 0 else len(text)) > MAX_LINE_LENGTH:
            raise UnreadableFileError("line_too_long", line=line)
        if first < 0:
            length += len(text)
        else:
            length = len(text) - 1 - text.rfind("\n")
            line += text.count("\n")
