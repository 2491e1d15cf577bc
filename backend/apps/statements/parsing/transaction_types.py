"""Detection of the kind of a transaction by its words and sign."""

import json
import re
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from apps.statements.parsing.normalization import fold
from apps.statements.parsing.row_filters import word_key
from apps.statements.parsing.user_answers import CHARGE, CREDIT, LEFT_OUT

PURCHASE, PAYMENT, REFUND, FEE = "purchase", "payment", "refund", "fee"
CREDITS = (PAYMENT, REFUND)
# In transaction_type_words.json: pays the bill of a card, or pays a payee from an account.
PAYMENT_EITHER = "payment_either"
# In transaction_type_words.json: a payment that no card receives, such as a salary.
INCOME = "income"


def detect_kind(description: str, *, is_credit: bool) -> str:
    """Return payment or refund for a credit, purchase or fee for a charge."""
    kind = _match_words(description)
    if is_credit:
        return PAYMENT if kind in {PAYMENT, PAYMENT_EITHER, INCOME} else REFUND
    return FEE if kind == FEE else PURCHASE


def kind_from_words(words: str) -> str:
    """Return the kind that the words name whatever the sign, or an empty string."""
    kind = _match_words(words)
    return {PAYMENT_EITHER: "", INCOME: PAYMENT}.get(kind, kind)


@cache
def income_regex() -> str:
    r"""Return a Postgres regular expression (`~*`) for descriptions of income, such as a salary.

    Postgres folds the case of ASCII only where its locale is C, so capitals are alternatives.
    """
    words = _words()[INCOME]
    forms = {form for word in words for form in (word, word.upper(), fold(word))}
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    whole = "|".join(re.escape(form) for form in longest_first if fold(form).isascii())
    partial = "|".join(re.escape(form) for form in longest_first if not fold(form).isascii())
    return rf"\y(?:{whole})\y|{partial}"


@lru_cache(maxsize=2_000)
def _match_words(words: str) -> str:
    text = fold(words)
    return next((kind for kind, pattern in _patterns().items() if pattern.search(text)), "")


def mark_meanings(marks: Collection[str], name: str) -> dict[str, str]:
    """Return {mark: charge, credit or left_out} for the marks of a column that are understood.

    A letter is understood by the name of the column (`D/K`, `Borç/Alacak`), by the other letter of
    a pair, or if it has the same meaning in all pairs.
    """
    words, letters = _mark_words(), _letters_of_name(name)
    meanings = {}
    for mark in marks:
        if mark in words:
            meanings[mark] = words[mark]
        elif mark in letters:
            meanings[mark] = letters[mark]
        elif found := _meaning_in_pairs(mark, marks):
            meanings[mark] = found
    return meanings


def _letters_of_name(name: str) -> dict[str, str]:
    """Return the meaning of the letters, or of the words' first letters, in a column's name."""
    parts = fold(name).split()
    words = _mark_words()
    known = {part[0]: words[part] for part in parts if part in words}
    if len(known) == 2:
        return known
    for charge, credit in _mark_pairs():
        if {charge, credit} <= set(parts):
            return {charge: CHARGE, credit: CREDIT}
    return {}


def _meaning_in_pairs(mark: str, marks: Collection[str]) -> str:
    pairs = [pair for pair in _mark_pairs() if mark in pair]
    pairs = [pair for pair in pairs if set(pair) <= set(marks)] or pairs
    meanings = {CHARGE if mark == charge else CREDIT for charge, _ in pairs}
    return meanings.pop() if len(meanings) == 1 else ""


@cache
def _mark_words() -> dict[str, str]:
    words = _marks()
    return {
        word_key(word): meaning
        for key, meaning in (("charge", CHARGE), ("credit", CREDIT), ("neutral", LEFT_OUT))
        for word in words[key]
    }


@cache
def _mark_pairs() -> tuple[tuple[str, str], ...]:
    return tuple((charge, credit) for charge, credit in _marks()["pairs"])


@cache
def _marks() -> dict[str, Any]:
    path = Path(__file__).parent / "indicator_words.json"
    marks: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return marks


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: _any_word([fold(word) for word in words]) for kind, words in _words().items()}


@cache
def _words() -> dict[str, list[str]]:
    path = Path(__file__).parent / "transaction_type_words.json"
    words: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return words


def _any_word(words: list[str]) -> re.Pattern[str]:
    """Return a pattern for whole words, or for any part of text in scripts without spaces."""
    longest_first = sorted(set(words), key=len, reverse=True)
    whole = "|".join(re.escape(word) for word in longest_first if word.isascii())
    partial = "|".join(re.escape(word) for word in longest_first if not word.isascii())
    return re.compile(rf"\b(?:{whole})\b" + (f"|{partial}" if partial else ""))
