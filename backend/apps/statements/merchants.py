"""Merchants as people call them, made of what banks write."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

LONGEST = 100
TAILS = (
    re.compile(r"\s*\bCB\*\d+$", re.IGNORECASE),
    re.compile(r"\s+\d[\d.,]*\s+POUND STERLING.*$", re.IGNORECASE),
    re.compile(r"\s+(?:\+?\d{1,3}[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b.*$"),
    re.compile(r"\s+\d{3}[-. ]\d{4}\b.*$"),
    re.compile(r"\s+(?:\S+\.)+(?:com|net|org|uk|de|co)(?:/\S*)?$", re.IGNORECASE),
    re.compile(r"\s+SAGT DANKE\b.*$", re.IGNORECASE),
    re.compile(r"\s?\*.*$"),
    re.compile(r"\s+\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?$"),
    re.compile(r"\s+[xX•*]{2,}\d{2,}$"),
    re.compile(r"(?<=\w)\.(?:com|net|org)(?:/\S*)?$", re.IGNORECASE),
)
"""Card numbers, amounts, telephone numbers, sites, thanks, order numbers and dates behind it."""
DAY_BEFORE = r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\s+(?=\S)"
BRANCH = re.compile(
    r"\s+(?:#\s?\w*\d\w*|(?:NO|NR|STORE|FILIALE)\.?\s?\d+|\d{2,}|(?=(?:[A-Z]*\d){3})\w{7,})"
    r"(?=\s|,|$)",
    re.IGNORECASE,
)
"""The number of one, or of an order; what follows it is the place."""


def merchant_of(description: str) -> str:
    """`SQ *BLUE BOTTLE 0042 SF` reads `Blue Bottle`; never empty where the description is not."""
    name = description
    while (cut := _before().sub("", name).strip()) and cut != name:
        name = cut
    for short, full in _words()["known"].items():
        if re.match(rf"{re.escape(short)}\b", name, re.IGNORECASE):
            return str(full)
    for tail in TAILS:
        name = tail.sub("", name).strip() or name
    if (branch := BRANCH.search(name)) and branch.start() > 2:
        name = name[: branch.start()]
    name = _legal().sub("", _without_place(name)).strip(" ,.-*/")
    return _cased(name or description.strip())[:LONGEST]


def _without_place(name: str) -> str:
    """Without the state or country at the end, and the town before it."""
    words = name.split()
    if len(words) < 3 or words[-1] not in _words()["places"]:
        return name
    if len(words) == 3:
        return " ".join(words[:-1])
    town = 2 if len(words) > 3 and words[-3] in _words()["towns_begin_with"] else 1
    return " ".join(words[: -1 - town])


def _cased(name: str) -> str:
    """Shouted names in title case; what has small letters already was meant so."""
    if name != name.upper():
        return name
    words = name.split()
    return " ".join(_cased_word(word, first=not index) for index, word in enumerate(words))


def _cased_word(word: str, *, first: bool) -> str:
    if word.casefold() in _words()["small"] and not first:
        return word.lower()
    if "&" in word and len(word) <= 4:
        return word
    return re.sub(r"[^\W\d_]+(?:'[^\W\d_]{1,2}\b)?", _cased_part, word)


def _cased_part(found: re.Match[str]) -> str:
    """What cannot be spoken is spelt."""
    part = found[0]
    return part if len(part) <= 3 and not re.search("[AEIOUY]", part) else part.capitalize()


@cache
def _words() -> dict[str, Any]:
    path = Path(__file__).parent / "merchant_words.json"
    words: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return words


@cache
def _before() -> re.Pattern[str]:
    """Who passes the payment on, and words for paying by card."""
    marks = sorted(_words()["before"], key=len, reverse=True)
    spelt = [_spelt(mark) for mark in marks]
    return re.compile(rf"^(?:{'|'.join(spelt)}|{DAY_BEFORE})", re.IGNORECASE)


def _spelt(mark: str) -> str:
    if mark.endswith("*"):
        return re.escape(mark[:-1].rstrip()) + r"\s*\*"
    return re.escape(mark) + (r"\s+(?=\S)" if mark[-1].isalpha() else "")


@cache
def _legal() -> re.Pattern[str]:
    forms = sorted(_words()["legal"], key=len, reverse=True)
    return re.compile(rf"[,\s]+(?:{'|'.join(map(re.escape, forms))})\.?(?=\s|,|$)", re.IGNORECASE)
