"""Default categories, and their detection by the bank's category or the merchant."""

import json
import re
from functools import cache
from pathlib import Path

# In display order; pages translate them. Users may add their own.
CATEGORIES = (
    "groceries",
    "eating_out",
    "transport",
    "fuel",
    "shopping",
    "home",
    "utilities",
    "health",
    "entertainment",
    "subscriptions",
    "travel",
    "education",
    "gifts",
    "fees",
    "cash",
    "other",
)
MAX_CATEGORY_LENGTH = 50


def detect_category(*, bank_word: str, merchant: str, kind: str) -> str:
    """Return the category by the bank's word, else by the merchant's name, else an empty string."""
    if kind == "payment":
        return ""
    if kind == "fee":
        return "fees"
    return _by_bank().get(bank_word.strip().casefold(), "") or _by_merchant(merchant)


def _by_merchant(merchant: str) -> str:
    name = merchant.casefold()
    return next((key for key, pattern in _patterns().items() if pattern.search(name)), "")


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).parent / "category_words.json"
    data: dict[str, dict[str, list[str]]] = json.loads(path.read_text(encoding="utf-8"))
    return data


@cache
def _by_bank() -> dict[str, str]:
    return {word: key for key, words in _data()["banks"].items() for word in words} | {
        key: key for key in CATEGORIES
    }


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        key: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})")
        for key, words in _data()["merchants"].items()
    }
