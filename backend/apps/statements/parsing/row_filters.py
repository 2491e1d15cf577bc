"""Rows that moved no money: pending, declined or cancelled ones, and balances among them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from apps.statements.parsing.normalization import fold
from apps.statements.parsing.user_answers import BOOKED, LEFT_OUT

# Words of a phrase in status_words.json at most.
MAX_PHRASE_WORDS = 4


@dataclass(frozen=True, kw_only=True)
class RowFilter:
    """Leaves out the rows that have certain words in a column."""

    column: int
    meanings: Mapping[str, str]
    """{word_key of a word: `left_out` or another meaning}, before what is generally known."""
    is_status: bool = False
    """The column has a status: its words are read as such."""
    is_complete: bool = False
    """A word without a meaning is an error."""

    def leaves_out(self, cell: str) -> bool:
        return self._meaning(cell) == LEFT_OUT

    def is_unknown(self, cell: str) -> bool:
        return self.is_complete and not self._meaning(cell)

    def _meaning(self, cell: str) -> str:
        known = self.meanings.get(word_key(cell))
        if known is not None:
            return known
        return status_meaning(cell) if self.is_status else LEFT_OUT if is_balance(cell) else ""


@lru_cache(maxsize=10_000)
def word_key(word: str) -> str:
    """Return the word as it is compared. A word of punctuation only is kept as it is."""
    return fold(word) or word.strip()


@lru_cache(maxsize=10_000)
def status_meaning(cell: str) -> str:
    """Return `booked` or `left_out` for the words of a status, or an empty string.

    A status that is denied, as in `not booked`, is left out.
    """
    words = fold(cell).split()
    if " ".join(words) in _words("booked"):
        return BOOKED
    if any(phrase in _words("not_booked") for _, phrase in phrases(words)) or is_balance(cell):
        return LEFT_OUT
    for first, phrase in phrases(words):
        if phrase in _words("booked"):
            return LEFT_OUT if set(words[:first]) & _words("negations") else BOOKED
    return ""


def is_status_of_unbooked_row(cell: str) -> bool:
    """Return True if the whole cell is a word such as `Pending`."""
    return word_key(cell) in _words("not_booked")


def yes_or_no(cell: str) -> bool | None:
    """Return what a cell such as `Ja` or `false` says, or None."""
    word = word_key(cell)
    return True if word in _words("yes") else False if word in _words("no") else None


@lru_cache(maxsize=10_000)
def is_balance(cell: str) -> bool:
    """Return True for the name of a balance or a turnover, such as `Opening balance at 01/01/2026`.

    One word may be the name of a shop, if others follow it.
    """
    text = fold(cell)
    names = _words("not_a_transaction")
    if text in names:
        return True
    bare = fold(_without_numbers(cell))
    return bare in names or any(
        bare.startswith(f"{name} ") for name in names if " " in name or not name.isascii()
    )


def is_total(cell: str) -> bool:
    """Return True for the word of a line of totals, which may be the name of a shop as well."""
    return fold(_without_numbers(cell)) in _words("totals")


def _without_numbers(cell: str) -> str:
    """Return the words that have no digit."""
    return " ".join(word for word in cell.split() if not any(map(str.isdigit, word)))


def phrases(words: list[str]) -> Iterator[tuple[int, str]]:
    """Yield each sequence of a few words, with the number of words before it."""
    for first in range(len(words)):
        for last in range(first + 1, min(first + MAX_PHRASE_WORDS, len(words)) + 1):
            yield first, " ".join(words[first:last])


def has_status_words(cells: Iterable[str]) -> bool:
    """Return True if some cells have a word for rows that moved no money, and others have not."""
    return {status_meaning(cell) == LEFT_OUT for cell in cells} == {True, False}


def _words(meaning: str) -> frozenset[str]:
    return _data()[meaning]


@cache
def _data() -> Mapping[str, frozenset[str]]:
    path = Path(__file__).parent / "status_words.json"
    words: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return {meaning: frozenset(map(fold, each)) for meaning, each in words.items()}
