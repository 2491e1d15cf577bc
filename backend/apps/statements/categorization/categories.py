"""Default categories, and their detection by the bank's category or the merchant."""

import json
import re
from functools import cache
from pathlib import Path

from django.utils.translation import pgettext_lazy

# {key: name}, in display order. The pages have the same names in statements.categories of
# quasar/src/i18n, see tests/test_categories.py.
NAMES = {
    "groceries": pgettext_lazy("category", "Groceries"),
    "eating_out": pgettext_lazy("category", "Dining out"),
    "transport": pgettext_lazy("category", "Transport"),
    "fuel": pgettext_lazy("category", "Fuel"),
    "shopping": pgettext_lazy("category", "Shopping"),
    "home": pgettext_lazy("category", "Home"),
    "utilities": pgettext_lazy("category", "Utilities"),
    "health": pgettext_lazy("category", "Health"),
    "entertainment": pgettext_lazy("category", "Entertainment"),
    "subscriptions": pgettext_lazy("category", "Subscriptions"),
    "travel": pgettext_lazy("category", "Travel"),
    "education": pgettext_lazy("category", "Education"),
    "gifts": pgettext_lazy("category", "Gifts"),
    "fees": pgettext_lazy("category", "Fees"),
    "cash": pgettext_lazy("category", "Cash"),
    "other": pgettext_lazy("category", "Other"),
}
CATEGORIES = (*NAMES,)
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
