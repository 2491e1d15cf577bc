"""Normalization of merchant names in bank descriptions."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

MAX_MERCHANT_LENGTH = 100
# Longer descriptions are truncated: the merchant is named at the beginning.
MAX_DESCRIPTION_LENGTH = 500
# Card numbers, amounts, phone numbers, domains, thanks, order numbers and dates after the name.
# Each pattern starts at the first space of several, and one that runs to the end has no stop, so
# that no text causes backtracking from every letter (tested in tests/contracts/test_patterns.py).
SUFFIXES = (
    re.compile(r"(?<!\s)\s*\bCB\*\d+$", re.IGNORECASE),
    re.compile(r"(?<!\s)\s+\d[\d.,]*\s+POUND STERLING.*$", re.IGNORECASE | re.DOTALL),
    re.compile(r"(?<!\s)\s+(?:\+?\d{1,3}[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b.*$", re.DOTALL),
    re.compile(r"(?<!\s)\s+\d{3}[-. ]\d{4}\b.*$", re.DOTALL),
    # Only the last word can be a domain.
    re.compile(r"(?<!\s)\s+(?=\S+$)\S+\.(?:com|net|org|uk|de|co)(?:/\S*)?$", re.IGNORECASE),
    re.compile(r"(?<!\s)\s+SAGT DANKE\b.*$", re.IGNORECASE | re.DOTALL),
    re.compile(r"\s?\*.*$", re.DOTALL),
    re.compile(r"(?<!\s)\s+\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?$"),
    re.compile(r"(?<!\s)\s+[xX•*]{2,}\d{2,}$"),
)
# At the end of the last word.
DOMAIN = re.compile(r"(?<=\w)\.(?:com|net|org)(?:/.*)?$", re.IGNORECASE | re.DOTALL)
LEADING_DATE = r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\s+(?=\S)"
# Number of a branch or an order; a place follows it.
BRANCH_NUMBER = re.compile(
    r"(?<!\s)\s+(?:#\s?(?=\w*\d)\w++|(?:NO|NR|STORE|FILIALE)\.?\s?\d+|\d{2,}|(?=(?:[A-Z]*\d){3})\w{7,})"
    r"(?=\s|,|$)",
    re.IGNORECASE,
)


def normalize_merchant(description: str) -> str:
    """Return `Blue Bottle` for `SQ *BLUE BOTTLE 0042 SF`; only empty if the description is."""
    name = description = description[:MAX_DESCRIPTION_LENGTH]
    while (cut := _prefixes().sub("", name).strip()) and cut != name:
        name = cut
    for short, full in _words()["known"].items():
        if re.match(rf"{re.escape(short)}\b", name, re.IGNORECASE):
            return str(full)
    for tail in SUFFIXES:
        name = tail.sub("", name).strip() or name
    head, blank, last = name.rpartition(" ")
    name = f"{head}{blank}{DOMAIN.sub('', last)}".strip() or name
    if (branch := BRANCH_NUMBER.search(name)) and branch.start() > 2:
        name = name[: branch.start()]
    name = _legal_forms().sub("", _without_place(name)).strip(" ,.-*/")
    return _title_case(name or description.strip())[:MAX_MERCHANT_LENGTH]


def _without_place(name: str) -> str:
    """Return the name without a state or country at the end, and the town before it."""
    words = name.split()
    if len(words) < 3 or words[-1] not in _words()["places"]:
        return name
    if len(words) == 3:
        return " ".join(words[:-1])
    town = 2 if len(words) > 3 and words[-3] in _words()["towns_begin_with"] else 1
    return " ".join(words[: -1 - town])


def _title_case(name: str) -> str:
    """Return names in capitals in title case, and others unchanged."""
    if name != name.upper():
        return name
    words = name.split()
    return " ".join(_title_case_word(word, first=not index) for index, word in enumerate(words))


def _title_case_word(word: str, *, first: bool) -> str:
    if word.casefold() in _words()["small"] and not first:
        return word.lower()
    if "&" in word and len(word) <= 4:
        return word
    return re.sub(r"[^\W\d_]+(?:'[^\W\d_]{1,2}\b)?", _capitalize_part, word)


def _capitalize_part(found: re.Match[str]) -> str:
    """Capitalize a word, except short ones without vowels, which are abbreviations."""
    part = found[0]
    return part if len(part) <= 3 and not re.search("[AEIOUY]", part) else part.capitalize()


@cache
def _words() -> dict[str, Any]:
    path = Path(__file__).parent / "merchant_words.json"
    words: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return words


@cache
def _prefixes() -> re.Pattern[str]:
    """Return a pattern for payment providers and card payment words before the name."""
    marks = sorted(_words()["before"], key=len, reverse=True)
    patterns = [_prefix_pattern(mark) for mark in marks]
    return re.compile(rf"^(?:{'|'.join(patterns)}|{LEADING_DATE})", re.IGNORECASE)


def _prefix_pattern(mark: str) -> str:
    if mark.endswith("*"):
        return re.escape(mark[:-1].rstrip()) + r"\s*\*"
    return re.escape(mark) + (r"\s+(?=\S)" if mark[-1].isalpha() else "")


@cache
def _legal_forms() -> re.Pattern[str]:
    forms = sorted(_words()["legal"], key=len, reverse=True)
    return re.compile(
        rf"(?<![,\s])[,\s]+(?:{'|'.join(map(re.escape, forms))})\.?(?=\s|,|$)", re.IGNORECASE
    )
