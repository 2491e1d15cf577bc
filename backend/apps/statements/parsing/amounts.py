"""Parsing of amounts as banks write them."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from apps.statements.parsing.currencies import currency_symbols, is_currency_code, minor_units
from apps.statements.parsing.normalization import normalize_characters

# Needs no further parsing.
PLAIN_NUMBER = re.compile(r"[+-]?(?:\d{1,12})(?:\.\d{1,2})?", re.ASCII)
MARK_IN_PARENTHESES = re.compile(r"\(([CD][Rr])\.?\)")
# A cell of thousands of characters would keep the expressions busy for minutes.
MAX_AMOUNT_LENGTH = 40
MAX_AMOUNT = Decimal(10) ** 12
CREDIT_MARKS = ("C", "H")
SEPARATORS = (".", ",")


class NumberFormat(NamedTuple):
    decimal: str = "."
    """Decimal separator."""
    places: int = 2
    """Greatest number of decimals."""


POINT, COMMA = NumberFormat("."), NumberFormat(",")


def parse_amount(cell: str, number_format: NumberFormat = POINT) -> Decimal | None:
    """Return the signed number in `cell`, or None.

    Parentheses, a trailing minus and a credit mark (CR, or the German H) make it negative.
    """
    # Checked outside of the cache, which would keep the cell.
    return _parse(cell, number_format) if len(cell) <= MAX_AMOUNT_LENGTH else None


@lru_cache(maxsize=20_000)
def _parse(cell: str, number_format: NumberFormat) -> Decimal | None:
    if number_format.decimal == "." and PLAIN_NUMBER.fullmatch(cell):
        return Decimal(cell)
    found = _match(cell)
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    number = _parse_number(found["number"].strip(), number_format)
    signs = [found[name] for name in ("sign", "inner", "trail") if found[name]]
    marks = [found[name] for name in ("prefix", "mark") if found[name]]
    if number is None or len(signs) > 1 or len(marks) > 1 or (signs and found["open"]):
        return None
    is_credit = bool(marks) and marks[0].upper().startswith(CREDIT_MARKS)
    # A credit that has both a mark and a minus is still a credit.
    return -number if "-" in signs or found["open"] or is_credit else number


def has_debit_or_credit_mark(cell: str) -> bool:
    """Return True for `4.75 DR` and `4.75 CR`, whose mark says the sign."""
    found = _match(cell)
    return bool(found and (found["prefix"] or found["mark"]))


def parse_currency(cell: str) -> str:
    """Return the ISO code beside the number in `cell`, or an empty string."""
    found = _match(cell)
    named = (found["before"] or found["after"] or "") if found else ""
    return named if is_currency_code(named) else currency_symbols().get(named, "")


def detect_currency(cells: list[str]) -> str:
    """Return the ISO code in most of the cells, or an empty string."""
    named = [code for cell in cells if (code := parse_currency(cell))]
    return max(set(named), key=named.count) if len(named) * 2 > len(cells) else ""


def detect_number_formats(cells: Iterable[str], currency: str = "") -> list[NumberFormat]:
    """Return the format of the numbers, or both if `3.250` may be 3 or 3 thousand in every cell."""
    decimals: Counter[str] = Counter()
    with_three_places: set[str] = set()
    ambiguous: dict[str, list[str]] = {}
    has_short_integer = False
    for cell in cells:
        found = _match(cell)
        if found is None:
            continue
        separators = [letter for letter in found["number"] if letter in SEPARATORS]
        head, _, tail = found["number"].strip().rpartition(separators[-1] if separators else "\0")
        last = separators[-1] if separators else ""
        if not separators:
            has_short_integer = has_short_integer or len(tail) <= 3
        elif separators.count(last) > 1:  # 1.234.567
            decimals[_other(last)] += 1
        elif len(tail) != 3:
            decimals[last] += 1
        elif len(separators) > 1 or not re.fullmatch(r"[1-9]\d{0,2}", head, re.ASCII):
            decimals[last] += 1
            with_three_places.add(last)
        else:
            ambiguous.setdefault(last, []).append(tail)
    if decimals:
        (decimal, _), *_ = decimals.most_common(1)
        has_three = decimal in with_three_places or minor_units(currency) == 3
        return [NumberFormat(decimal, 3 if has_three else 2)]
    if len(ambiguous) != 1:
        return [POINT]
    ((separator, tails),) = ambiguous.items()
    as_decimal, as_group = NumberFormat(separator, 3), NumberFormat(_other(separator))
    if minor_units(currency) == 3:
        return [as_decimal]
    if minor_units(currency) == 0:
        return [as_group]
    # Three decimals of most currencies would be padded with a zero.
    if has_short_integer or (currency and not all(tail.endswith("0") for tail in tails)):
        return [as_group]
    return [as_decimal, as_group]


def _other(separator: str) -> str:
    return "," if separator == "." else "."


def _match(cell: str) -> re.Match[str] | None:
    if len(cell) > MAX_AMOUNT_LENGTH:
        return None
    return _amount_pattern().fullmatch(MARK_IN_PARENTHESES.sub(r"\1", normalize_characters(cell)))


@cache
def _amount_pattern() -> re.Pattern[str]:
    known = "|".join(map(re.escape, sorted(currency_symbols(), key=len, reverse=True)))
    symbol = rf"(?:{known}|[A-Z]{{3}}|[A-Za-z]{{0,3}}[$€£¥₹₩฿₺₽])"
    mark = r"(?:(?:[CD]R|[CD]r)\b\.?)"
    return re.compile(
        rf"""
        (?P<open>\()? \s*+ (?P<prefix>{mark})? \s*+ (?P<sign>[+-])? \s*+
        (?P<before>{symbol})? \s*+ (?P<inner>[+-])? \s*+
        (?P<number> \d[\d.,'\s]*+ | [.,]\d++ ) \s*+
        (?P<after>{symbol})?? \s*+ (?P<mark>{mark}|[CDHS]\b)? \s*+ (?P<trail>[+-])? \s*+
        (?P<close>\))?
        """,
        re.ASCII | re.VERBOSE,
    )


@cache
def _number_pattern(number_format: NumberFormat) -> re.Pattern[str]:
    """Return a pattern for numbers with one group separator throughout, or none.

    Indian groups have two digits. The first group does not begin with 0.
    """
    decimal, places = number_format
    group, size = (r"[,'\s]", "2,3") if decimal == "." else (r"[.'\s]", "3")
    return re.compile(
        rf"(?:\d+|[1-9]\d{{0,2}}(?:({group})(?:\d{{{size}}}\1)*\d{{3}})?)?(?:\{decimal}\d{{1,{places}}})?",
        re.ASCII,
    )


def _parse_number(text: str, number_format: NumberFormat) -> Decimal | None:
    if not _number_pattern(number_format).fullmatch(text):
        return None
    digits = re.sub(rf"[^\d{number_format.decimal}]", "", text)
    number = Decimal(digits.replace(",", "."))
    return number if number < MAX_AMOUNT else None
