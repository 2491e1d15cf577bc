"""Detection of a column's content by its name and cells."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from apps.statements.parsing.amounts import (
    POINT,
    NumberFormat,
    detect_currency,
    detect_number_formats,
    parse_amount,
)
from apps.statements.parsing.currencies import currency_of, currency_symbols, is_currency_code
from apps.statements.parsing.dates import DateParser, detect_date_orders
from apps.statements.parsing.normalization import fold, is_blank

# Characters of a name that are examined and cached.
MAX_NAME_LENGTH = 200
# Words of a phrase in column_words.json at most.
MAX_PHRASE_WORDS = 5
MAX_INVALID_SHARE = 0.1
# A longer number without decimals identifies an account or a purchase.
MAX_INTEGER_DIGITS = 9
CURRENCY_IN_NAME = re.compile(r"(?:^|[^A-Za-z])([A-Z]{3})(?:$|[^A-Za-z])")
SYMBOL_IN_NAME = re.compile(
    r"R\$|[$€£₹¥円元원฿₺₽₩₴]|(?<![A-Za-z])(?:Rs|zł|Kč|Ft|TL|RM|euros?)(?![A-Za-z])"
)
TIME_OF_DAY = re.compile(r"(?:[01]?\d|2[0-3])[.:][0-5]\d(?:[.:][0-5]\d)?", re.ASCII)
# Roles of columns whose cells are dates, or numbers.
ROLES_OF_DATES = frozenset(("date", "posting", "other"))
ROLES_OF_NUMBERS = frozenset(
    ("amount", "debit", "credit", "balance", "currency", "card", "indicator", "other")
)
CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, kw_only=True)
class Column:
    number: int
    name: str
    role: str
    """Key of column_words.json, or empty."""
    is_exact: bool
    """True if the whole name is a word of the role, False if it only contains one."""
    cells: list[str]
    """Sampled cells that are not empty."""
    date_orders: dict[str, DateParser]
    """Possible orders of day, month and year, if the cells are dates."""
    number_formats: list[NumberFormat]
    """Possible formats, if the cells are numbers."""

    @property
    def is_date(self) -> bool:
        return bool(self.date_orders)

    @property
    def is_number(self) -> bool:
        return bool(self.number_formats)

    @property
    def is_text(self) -> bool:
        return bool(self.cells) and not self.is_date and not self.is_number

    @property
    def number_format(self) -> NumberFormat:
        return self.number_formats[0] if self.number_formats else POINT

    @property
    def is_currency(self) -> bool:
        """Return True if all cells are ISO codes, or symbols of currencies."""
        may_be = not self.is_date and (not self.is_number or self.role == "currency")
        return may_be and bool(self.cells) and all(map(currency_of, self.cells))

    @property
    def is_time_of_day(self) -> bool:
        return bool(self.cells) and all(TIME_OF_DAY.fullmatch(cell) for cell in self.cells)

    @property
    def is_constant(self) -> bool:
        return len(self.cells) > 1 and len(set(self.cells)) == 1

    @property
    def is_whole_number(self) -> bool:
        return self.is_number and all(cell.isdigit() for cell in self.cells)

    @property
    def is_identifier(self) -> bool:
        return bool(self.cells) and all(map(_is_identifier, self.cells))

    @property
    def currency(self) -> str:
        """Return the ISO code in the name, or an empty string."""
        for code in CURRENCY_IN_NAME.findall(self.name):
            if is_currency_code(code):
                return str(code)
        found = SYMBOL_IN_NAME.search(self.name)
        # A dollar in the name of a column may be that of any country.
        return currency_symbols()[found[0]] if found and found[0] != "$" else ""


def _is_identifier(cell: str) -> bool:
    """Return True for a number with separators or masked digits, or for digits and capitals."""
    letters = [letter for letter in cell if letter.isalpha()]
    digits = sum(map(str.isdigit, cell))
    is_code = not any(map(str.isspace, cell)) and all("A" <= letter <= "Z" for letter in letters)
    return digits > len(letters) or (digits > 0 and is_code)


def analyze_columns(header: Sequence[str], rows: list[list[str]], *, width: int) -> list[Column]:
    return [
        _analyze_column(number, header[number].strip() if number < len(header) else "", rows)
        for number in range(width)
    ]


@lru_cache(maxsize=10_000)
def detect_role(name: str, roles: frozenset[str] | None = None) -> tuple[str, bool]:
    """Return the role, and True if the whole name is a word of it.

    `roles`: those that the cells allow. Of several words the last one counts, as in
    `transaction amount`, and of those that end there the longest.
    """
    words = _role_words()
    folded_name = fold(CAMEL_CASE.sub(" ", name))
    bare = fold(re.sub(r"\([^()]*\)|\b[A-Z]{3}\b\$?|[$€£]", " ", name))
    for candidate in (fold(name), folded_name, bare):
        if candidate in words and (roles is None or words[candidate] in roles):
            return words[candidate], True
    inside = [
        (end, len(phrase), words[phrase])
        for end, phrase in _phrases(folded_name)
        if phrase in words
        and (roles is None or words[phrase] in roles)
        # `in` and `ut` are prepositions, too.
        and (len(phrase) > 3 or words[phrase] not in {"debit", "credit"})
    ]
    return (max(inside)[2] if inside else ""), False


def find_balance_column(names: Sequence[str]) -> int | None:
    """Return the number of the column whose whole name says that it is the balance, or None."""
    roles = (detect_role(name.strip(), ROLES_OF_NUMBERS) for name in names)
    return next((number for number, role in enumerate(roles) if role == ("balance", True)), None)


def _phrases(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sequence of a few words in the text, with the number of its last word."""
    words = text.split()
    for first in range(len(words)):
        for last in range(first + 1, min(first + MAX_PHRASE_WORDS, len(words)) + 1):
            yield last, " ".join(words[first:last])


def _analyze_column(number: int, name: str, rows: list[list[str]]) -> Column:
    cells = [cell for row in rows if (cell := row[number].strip())]
    orders = _date_orders(cells)
    numbers = [cell for cell in cells if not is_blank(cell)]
    formats = [] if orders else _number_formats(numbers)
    if formats:
        cells = numbers
    roles = ROLES_OF_DATES if orders else ROLES_OF_NUMBERS if formats else None
    role, is_exact = detect_role(name[:MAX_NAME_LENGTH], roles)
    return Column(
        number=number,
        name=name,
        role=role,
        is_exact=is_exact,
        cells=cells,
        date_orders=orders,
        number_formats=formats,
    )


def max_invalid(count: int, share: float) -> int:
    """Return how many of `count` cells may be of another type: one at least, if it is a few."""
    return max(int(count * share), count > 2)


def _date_orders(cells: list[str]) -> dict[str, DateParser]:
    if not cells or sum(any(map(str.isdigit, cell)) for cell in cells) < len(cells) * 0.5:
        return {}
    orders = detect_date_orders(cells)
    return {
        order: parser
        for order, parser in orders.items()
        if sum(parser.parse(cell) is None for cell in cells) <= max_invalid(len(cells), 0.3)
    }


def _number_formats(cells: list[str]) -> list[NumberFormat]:
    formats = detect_number_formats(cells, detect_currency(cells))
    return formats if _are_amounts(cells, formats[0]) else []


def _are_amounts(cells: list[str], number_format: NumberFormat) -> bool:
    if not cells:
        return False
    invalid = sum(parse_amount(cell, number_format) is None for cell in cells)
    if invalid > max_invalid(len(cells), MAX_INVALID_SHARE):
        return False
    return any(
        len(re.sub(r"\D", "", cell)) <= MAX_INTEGER_DIGITS or re.search(r"[.,]", cell)
        for cell in cells
    )


@cache
def _role_words() -> dict[str, str]:
    path = Path(__file__).parent / "column_words.json"
    roles: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    # A word of two roles belongs to the first.
    return {fold(word): role for role, words in reversed(roles.items()) for word in reversed(words)}
