"""Parsing of dates as banks write them."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

from apps.statements.parsing.normalization import fold, normalize_characters

# The year of the first credit card.
MIN_DATE = date(1950, 1, 1)
# Characters, including the time of day and the names of weekday and time zone.
MAX_DATE_LENGTH = 60
MAX_CACHED_DATES = 20_000
# Positions of day, month and year.
DATE_ORDERS = {
    "day_first": (0, 1, 2),
    "month_first": (1, 0, 2),
    "year_first": (2, 1, 0),
}
# The same cells may match both.
AMBIGUOUS_ORDERS = ("day_first", "month_first")
# Calendars whose years are counted from another year: Gregorian year minus theirs.
ERAS = {"gregorian": 0, "buddhist": -543, "minguo": 1911}
YEAR_LENGTHS = {"gregorian": (2, 4), "buddhist": (2, 4), "minguo": (3,)}
# Another calendar is considered for dates that would be older.
MAX_AGE = timedelta(days=20 * 365)
# A two-digit year read first, of dates that are days apart, spreads them over years.
MAX_SPAN_RATIO = 4
MAX_SPAN_DAYS = 400


def max_date() -> date:
    """Return the latest date that a transaction may have."""
    return datetime.now(tz=UTC).date() + timedelta(days=366)


@dataclass
class DateParser:
    order: str
    era: str = "gregorian"
    years: dict[int, int] = field(default_factory=dict)
    """{month: year} of dates that have none."""
    _cache: dict[str, date | None] = field(default_factory=dict, compare=False, repr=False)

    def parse(self, cell: str) -> date | None:
        if len(cell) > MAX_DATE_LENGTH:
            return None
        try:
            return self._cache[cell]
        except KeyError:
            pass
        if len(self._cache) >= MAX_CACHED_DATES:
            self._cache.clear()
        day = self._cache[cell] = self._parse_uncached(cell)
        return day

    def _parse_uncached(self, cell: str) -> date | None:
        parts = split_date(cell)
        if parts is None:
            return None
        if len(parts) == 2:
            return self._without_year(parts)
        if any(part.isalpha() for part in parts):
            day, month, year = _with_month_name(parts)
        else:
            day, month, year = (parts[position] for position in DATE_ORDERS[self.order])
        if not (day.isdigit() and len(day) <= 2 and len(year) in YEAR_LENGTHS[self.era]):
            return None
        return _to_date(self._gregorian(year), _month_number(month), int(day))

    def _without_year(self, parts: tuple[str, ...]) -> date | None:
        if not self.years:
            return None
        day, month = parts if self.order == "day_first" else reversed(parts)
        if day.isalpha():
            day, month = month, day
        if not day.isdigit() or len(day) > 2:
            return None
        number = _month_number(month)
        return _to_date(self.years.get(number, 0), number, int(day))

    def _gregorian(self, year: str) -> int:
        number = int(year)
        if len(year) > 2:
            return number + ERAS[self.era]
        if self.era == "buddhist":
            return number + 2500 + ERAS[self.era]
        return number + (2000 if number + 2000 <= max_date().year else 1900)


def detect_date_orders(cells: Iterable[str]) -> dict[str, DateParser]:
    """Return a parser for each order that matches most cells; more than one is ambiguous."""
    written = list(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))
    parsed = {order: _in_best_era(order, written) for order in DATE_ORDERS}
    most = max(len(days) for _, days in parsed.values())
    if not most:
        return {}
    found = {order: found for order, found in parsed.items() if len(found[1]) == most}
    # Orders that read the same days are one.
    found = {
        order: each
        for number, (order, each) in enumerate(found.items())
        if each[1] not in [days for _, days in list(found.values())[:number]]
    }
    if "year_first" in found and len(found) > 1:
        if all(len((split_date(cell) or [""])[0]) > 2 for cell in written):
            return {"year_first": found["year_first"][0]}
        found = _without_wide_span(found)
    return {order: parser for order, (parser, _) in found.items()}


def detect_yearless(cells: Iterable[str]) -> bool:
    """Return True if the cells have day and month, and no year."""
    return bool(yearless_orders(cells))


def yearless_orders(cells: Iterable[str]) -> dict[str, set[int]]:
    """Return the months for each order that all cells match."""
    parts = [split_date(cell) for cell in cells if cell.strip()]
    if not parts or not all(each is not None and len(each) == 2 for each in parts):
        return {}
    parsers = {
        order: DateParser(order, years=dict.fromkeys(range(1, 13), 2024))
        for order in AMBIGUOUS_ORDERS
    }
    found = {
        order: [parser.parse(cell) for cell in cells if cell.strip()]
        for order, parser in parsers.items()
    }
    orders = {order: days for order, days in found.items() if all(days)}
    if len(orders) == 2 and len(set(map(tuple, orders.values()))) == 1:
        del orders["month_first"]
    return {order: {day.month for day in days if day} for order, days in orders.items()}


def years_of_months(months: set[int], last_year: int) -> dict[int, int]:
    """Return {month: year}; months after a gap belong to the year before, as in Nov, Dec, Jan."""
    gap = next((month for month in range(1, 13) if month not in months), 13)
    rolls_over = {1, 12} <= months and gap < 13
    return {month: last_year - (rolls_over and month > gap) for month in range(1, 13)}


def parser_for_order(cells: Iterable[str], order: str) -> DateParser | None:
    """Return the parser of `order` in the era that matches most cells, or None."""
    parser, days = _in_best_era(order, list(dict.fromkeys(cells)))
    return parser if days else None


def _in_best_era(order: str, cells: list[str]) -> tuple[DateParser, list[date]]:
    """Return the parser and its dates: of the era that matches most cells and is nearest to now."""
    read = []
    for era in ERAS:
        parser = DateParser(order, era)
        days = [day for cell in cells if (day := parser.parse(cell)) and _is_plausible(day)]
        is_recent = bool(days) and max(days) > datetime.now(tz=UTC).date() - MAX_AGE
        read.append((len(days), is_recent, parser, days))
        if len(days) == len(cells) and is_recent:
            break
    _, _, parser, days = max(read, key=lambda each: each[:2])
    return parser, days


def _without_wide_span(
    found: dict[str, tuple[DateParser, list[date]]],
) -> dict[str, tuple[DateParser, list[date]]]:
    spans = {order: max(days) - min(days) for order, (_, days) in found.items()}
    shortest = min(spans[order] for order in found if order != "year_first")
    if spans["year_first"] > shortest * MAX_SPAN_RATIO + timedelta(days=MAX_SPAN_DAYS):
        return {order: each for order, each in found.items() if order != "year_first"}
    return found


def _is_plausible(day: date) -> bool:
    return MIN_DATE <= day <= max_date()


# Separators between the parts of a date: punctuation, blanks, and words such as `de`.
PARTS = re.compile(r"\d+|[^\W\d_]+")
TIME_OF_DAY = re.compile(r"(?<![T ,-])[T ,-]+\d{1,2}:\d{2}.*$", re.DOTALL)
TIME_WITH_STOPS = re.compile(r"(?<=\d{4}) (?:klo |kl |kl\. )?\d{1,2}\.\d{2}(?:\.\d{2})?$")
CJK_UNITS = str.maketrans(dict.fromkeys("年月년월", "/") | dict.fromkeys("日일", " "))
JAPANESE_ERA = re.compile(r"^(?:R|令和)\s*(\d{1,2})(?=\D)")
DIGITS_AND_LETTERS = re.compile(r"^(\d{1,2})([^\W\d_]{3,})(\d{2,4})$")
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª)\b")
MAX_PARTS = 6


@cache
def _weekdays_and_fillers() -> frozenset[str]:
    words: list[str] = json.loads(
        (Path(__file__).parent / "weekdays.json").read_text(encoding="utf-8")
    )
    return frozenset(fold(word) for word in words)


@lru_cache(maxsize=20_000)
def split_date(cell: str) -> tuple[str, ...] | None:
    """Return the three parts of a date, or two if it has no year; None if it is no date.

    A part is digits, or the English abbreviation of a month. The time of day, weekdays and
    separators are left out.
    """
    text = normalize_characters(cell).lstrip("'")
    if not text or not any(map(str.isdigit, text)):
        return None
    if not text.isascii():
        text = text.translate(CJK_UNITS)
        for number, names in enumerate(THAI_MONTHS):
            for name in names:
                text = text.replace(name, f" {MONTHS[number]} ")
        text = JAPANESE_ERA.sub(lambda found: str(2018 + int(found[1])), text)
    elif text[0] == "R":
        text = JAPANESE_ERA.sub(lambda found: str(2018 + int(found[1])), text)
    text = TIME_WITH_STOPS.sub("", TIME_OF_DAY.sub("", text))
    if text.isdigit():
        return _split_compact(text)
    parts = []
    for part in PARTS.findall(_split_letters(ORDINAL.sub("", text))):
        if part.isdigit():
            parts.append(part)
            continue
        word = fold(part)
        if (month := month_names().get(word)) is not None:
            parts.append(month)
        elif word not in _weekdays_and_fillers():
            return None
        if len(parts) > MAX_PARTS:
            return None
    if sum(part.isalpha() for part in parts) > 1 or re.search(r"[^\w\s/.,\-()']", text):
        return None
    if len(parts) == 1:
        return _split_compact(parts[0]) if parts[0].isdigit() else None
    return tuple(parts) if len(parts) in {2, 3} else None


def _split_letters(text: str) -> str:
    found = DIGITS_AND_LETTERS.match(text)
    return " ".join(found.groups()) if found else text


def _split_compact(digits: str) -> tuple[str, ...] | None:
    """Return the parts of 20260131, with or without a time of day, or of 31012026, or 1150131."""
    if len(digits) == 7 and digits.startswith("1"):
        return digits[:3], digits[3:5], digits[5:]
    if len(digits) in {12, 14} and digits.startswith(("19", "20")):
        digits = digits[:8]
    if len(digits) != 8:
        return None
    if 1950 <= int(digits[:4]) <= 2700 and 1 <= int(digits[4:6]) <= 12:
        return digits[:4], digits[4:6], digits[6:]
    return digits[:2], digits[2:4], digits[4:]


def _with_month_name(parts: tuple[str, ...]) -> tuple[str, str, str]:
    """Return day, month and year. The year is last, unless the first number is too long."""
    (month,) = (part for part in parts if part.isalpha())
    first, last = (part for part in parts if not part.isalpha())
    return (last, month, first) if len(first) > 2 else (first, month, last)


def _month_number(month: str) -> int:
    if month.isdigit():
        return int(month) if len(month) <= 2 else 0
    return MONTHS.index(month) + 1 if month in MONTHS else 0


def _to_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# Their vowels are no letters to a regular expression. The full name and its abbreviation.
THAI_MONTHS = (
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def month_names() -> dict[str, str]:
    """Return {folded month name in any language: English abbreviation}."""
    path = Path(__file__).parent / "months.json"
    months: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return {fold(name): short for short, names in months.items() for name in names}
