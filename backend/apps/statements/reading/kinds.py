"""What sort of transaction a row is, told by its words and its sign."""

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from apps.statements.reading.texts import folded

PURCHASE, PAYMENT, REFUND, FEE = "purchase", "payment", "refund", "fee"
CREDITS = (PAYMENT, REFUND)
EITHER = "payment_either"
"""Of kind_words.json: of a card it pays the bill, of an account it pays somebody."""


def kind_of(description: str, *, is_credit: bool) -> str:
    """A credit is the payment of the bill, or a refund; a charge is a purchase, or a fee."""
    said = _said(description)
    if is_credit:
        return PAYMENT if said in {PAYMENT, EITHER} else REFUND
    return FEE if said == FEE else PURCHASE


def sort_said(words: str) -> str:
    """What the words say whatever the sign: a kind, or nothing."""
    said = _said(words)
    return "" if said == EITHER else said


@lru_cache(maxsize=20_000)
def _said(words: str) -> str:
    there = folded(words)
    return next((kind for kind, pattern in _patterns().items() if pattern.search(there)), "")


@cache
def marks(of: str) -> frozenset[str]:
    """How banks mark a row as a `credit` or a `charge` in a column of its own."""
    path = Path(__file__).parent / "mark_words.json"
    words: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return frozenset(words[of])


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    path = Path(__file__).parent / "kind_words.json"
    kinds: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return {kind: _any_of([folded(word) for word in words]) for kind, words in kinds.items()}


def _any_of(words: list[str]) -> re.Pattern[str]:
    """Whole words, except of scripts that leave no blanks between them."""
    longest_first = sorted(set(words), key=len, reverse=True)
    spelt = "|".join(re.escape(word) for word in longest_first if word.isascii())
    joined = "|".join(re.escape(word) for word in longest_first if not word.isascii())
    return re.compile(rf"\b(?:{spelt})\b" + (f"|{joined}" if joined else ""))
