"""Cells without what is only typography."""

import unicodedata

ALIKE = str.maketrans(
    dict.fromkeys("\u2212\u2013\u2014\u2010\u2011", "-") | dict.fromkeys("\u2019\u00b4`", "'")
)
"""Dashes that stand for a minus, and marks that stand for an apostrophe."""


def plain(cell: str) -> str:
    """Full-width characters as plain ones, every blank a blank, every minus a minus."""
    return unicodedata.normalize("NFKC", cell).translate(ALIKE).strip()


def text(cell: str) -> str:
    """Trimmed, with each run of white space as one blank. Postgres stores no NUL."""
    return " ".join(cell.replace("\0", " ").split())


def shown(cell: str) -> str:
    """A cell as a message may repeat it."""
    cell = text(cell)
    return cell if len(cell) <= 40 else f"{cell[:39]}…"


def folded(cell: str) -> str:
    """For comparing names: lower case, no accents, no marks, single blanks."""
    letters = unicodedata.normalize("NFKD", cell.casefold())
    kept = (
        letter if letter.isalnum() else " "
        for letter in letters
        if not unicodedata.combining(letter)
    )
    return " ".join("".join(kept).split())
