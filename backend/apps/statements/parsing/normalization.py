"""Normalization of cells for parsing and comparison."""

import unicodedata

# Dashes used as a minus, marks used as an apostrophe, Arabic separators; and marks of direction.
TYPOGRAPHIC_VARIANTS = str.maketrans(
    dict.fromkeys("\u2212\u2013\u2014\u2010\u2011", "-")
    | dict.fromkeys("\u2019\u00b4`\u066c", "'")
    | {"\u066b": "."}
    | dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
)


def normalize_characters(cell: str) -> str:
    """Return the cell in NFKC with plain spaces, digits, minus signs and apostrophes."""
    if cell.isascii():
        return cell.strip()
    text = unicodedata.normalize("NFKC", cell).translate(TYPOGRAPHIC_VARIANTS).strip()
    return "".join(str(unicodedata.digit(letter, letter)) for letter in text)


# Written instead of an empty cell.
BLANKS = frozenset(
    ("", "-", "--", "\u2013", "\u2014", "n/a", "N/A", "n.a.", "null", "NULL", "None")
)


def is_blank(cell: str) -> bool:
    return cell.strip() in BLANKS


def collapse_whitespace(cell: str) -> str:
    """Return the cell with single spaces and without NUL, which Postgres does not store."""
    return " ".join(cell.replace("\0", " ").split())


def excerpt(cell: str) -> str:
    """Return the cell shortened for use in a message."""
    cell = collapse_whitespace(cell)
    return cell if len(cell) <= 40 else f"{cell[:39]}…"


def fold(cell: str) -> str:
    """Return the text in lower case without accents and punctuation, for comparison."""
    letters = unicodedata.normalize("NFKD", cell.casefold())
    kept = (
        letter if letter.isalnum() else " "
        for letter in letters
        if not unicodedata.combining(letter)
    )
    return " ".join("".join(kept).split())
