"""Ranking of legacy encodings by how well the text reads in one of their languages."""

import json
import math
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

# How many times more likely the best encoding must be than the next, to need no question.
MIN_RATIO = 20
# Legacy encodings, each with how much more or less common its files are, and whose letters it has.
ENCODINGS = {
    "cp1252": (5.0, "cp1252"),
    "cp1250": (1.0, "cp1250"),
    "cp1251": (1.0, "cp1251"),
    "cp1253": (1.0, "cp1253"),
    "cp1254": (1.0, "cp1254"),
    "cp1255": (1.0, "cp1255"),
    "cp1256": (1.0, "cp1256"),
    "cp1257": (1.0, "cp1257"),
    "cp874": (1.0, "cp874"),
    "iso8859-2": (0.3, "cp1250"),
    "iso8859-15": (0.5, "cp1252"),
    "koi8-r": (0.3, "cp1251"),
    "cp850": (0.01, "cp1252"),
    "cp852": (0.01, "cp1250"),
    "cp866": (0.01, "cp1251"),
    "mac-roman": (0.01, "cp1252"),
    "cp932": (1.0, "cp932"),
    "gb18030": (1.0, "gb18030"),
    "big5": (1.0, "big5"),
    "euc-kr": (1.0, "euc-kr"),
}
# Probability of a letter that the language does not have, as in a foreign name.
UNUSUAL = 0.002
# Likewise, of a symbol.
FOREIGN = 0.0002
SYMBOLS = {"€": 0.05, "£": 0.02, "\u2019": 0.02, "\u2013": 0.02, "°": 0.01, "\xa0": 0.01}
# Share of the characters of a text that are among the listed ones.
COMMON_SHARE = 0.65
CHARACTERS_OF_SCRIPT = {"gb18030": 6000, "big5": 6000, "euc-kr": 2300, "cp932": 3000}
# Encodings of alphabets that are mostly ASCII, and the probability that two other letters meet.
LATIN = {"cp1252", "cp1250", "cp1254", "cp1257"}
ADJACENT = 0.1
# More characters add no certainty.
MAX_COUNTED = 400


def rank_encodings(words: list[bytes]) -> list[tuple[str, float]]:
    """Return the encodings with the logarithm of their likelihood, best first.

    `words`: words of the file that are not ASCII. Encodings that decode all words alike are one:
    only the most common is returned.
    """
    ranked: list[tuple[str, float]] = []
    seen: list[list[str]] = []
    for encoding, (prior, letters) in ENCODINGS.items():
        decoded = _decode(words, encoding)
        if decoded is None or decoded in seen:
            continue
        seen.append(decoded)
        ranked.append((encoding, _likelihood(letters, decoded) + math.log(prior)))
    return sorted(ranked, key=lambda each: -each[1])


def _decode(words: list[bytes], encoding: str) -> list[str] | None:
    """Return the words, or None if they are none in this encoding."""
    try:
        decoded = [word.decode(encoding) for word in words]
    except UnicodeDecodeError:
        return None
    has_controls = any(
        unicodedata.category(letter) in {"Cc", "Co", "Cn"} for word in decoded for letter in word
    )
    return None if has_controls else decoded


def is_certain(ranked: list[tuple[str, float]]) -> bool:
    return len(ranked) < 2 or ranked[0][1] - ranked[1][1] >= math.log(MIN_RATIO)


def _likelihood(letters: str, words: list[str]) -> float:
    """Return the logarithm of the likelihood of the words in the best language, per byte."""
    if letters in _data()["characters"]:
        # Wide letters and narrow kana are written as others.
        words = [unicodedata.normalize("NFKC", word) for word in words]
    counts = Counter(letter for word in words for letter in word.lower() if not letter.isascii())
    penalty = sum(map(_penalty, words))
    if letters in _data()["characters"]:
        common = set(_data()["characters"][letters])
        inside = math.log(COMMON_SHARE / len(common))
        outside = math.log((1 - COMMON_SHARE) / CHARACTERS_OF_SCRIPT[letters])
        total = sum(
            count * _character_likelihood(letter, letters, letter in common, inside, outside)
            for letter, count in counts.items()
        )
        return _capped(total, counts) + penalty
    if letters in LATIN:
        penalty += math.log(ADJACENT) * sum(map(_count_adjacent, words))
    alphabets: dict[str, dict[str, int]] = _data()["alphabets"][letters]
    return penalty + max(
        _capped(
            sum(
                count * math.log(_letter_likelihood(letter, alphabet))
                for letter, count in counts.items()
            ),
            counts,
        )
        for alphabet in alphabets.values()
    )


def _capped(total: float, counts: Counter[str]) -> float:
    number = counts.total()
    return total * min(1.0, MAX_COUNTED / number) if number else 0.0


def _letter_likelihood(letter: str, alphabet: dict[str, int]) -> float:
    if letter in alphabet:
        return alphabet[letter] / 1000
    return UNUSUAL if letter.isalpha() else SYMBOLS.get(letter, FOREIGN)


def _character_likelihood(
    letter: str, encoding: str, is_common: bool, inside: float, outside: float
) -> float:
    if is_common:
        return inside
    name = unicodedata.name(letter, "")
    if encoding == "euc-kr" and not name.startswith("HANGUL"):
        return outside + math.log(0.05)
    if name.startswith(("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "FULLWIDTH", "IDEOGRAPHIC")):
        return outside
    return 2 * math.log(FOREIGN)


def _penalty(word: str) -> float:
    """Return the logarithm for letters that do not go together in a word."""
    penalty = 0.0
    scripts = {unicodedata.name(letter, "").split()[0] for letter in word if letter.isalpha()}
    if len(scripts - {"CJK", "HIRAGANA", "KATAKANA", "FULLWIDTH", "IDEOGRAPHIC"}) > 1:
        penalty += math.log(FOREIGN)
    # A capital amid small letters.
    if any(one.islower() and two.isupper() and not two.isascii() for one, two in pairwise(word)):
        penalty += math.log(UNUSUAL)
    return penalty


def _count_adjacent(word: str) -> int:
    return sum(not one.isascii() and not two.isascii() for one, two in pairwise(word))


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).parent / "alphabets.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data
