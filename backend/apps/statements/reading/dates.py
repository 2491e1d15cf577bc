"""Dates as banks write them."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from apps.statements.reading.texts import folded, plain

OLDEST = date(1950, 1, 1)
"""The first credit card is of that year."""
LONGEST = 60
"""Characters, the time of day and the names of day and zone included."""
MOST_KNOWN = 20_000
NUMERIC = ("/", "-", ".", " ")
ORDERS = {
    "day_first": ("%d{0}%m{0}%Y", "%d{0}%m{0}%y", "%d{0}%b{0}%Y", "%d{0}%b{0}%y", "%d%m%Y"),
    "month_first": ("%m{0}%d{0}%Y", "%m{0}%d{0}%y", "%b{0}%d{0}%Y", "%b{0}%d{0}%y", "%m%d%Y"),
    "year_first": ("%Y{0}%m{0}%d", "%y{0}%m{0}%d", "%Y%m%d", "%Y{0}%b{0}%d"),
}
ASKED = ("day_first", "month_first")
"""Two orders that the same cells may fit."""


def latest_day() -> date:
    """What is further ahead is no purchase."""
    return datetime.now(tz=UTC).date() + timedelta(days=366)


@dataclass
class DateReader:
    """Reads cells in the first of the formats (as strptime has them) that fits."""

    formats: tuple[str, ...]
    _known: dict[str, date | None] = field(default_factory=dict)

    def read(self, cell: str) -> date | None:
        try:
            return self._known[cell]
        except KeyError:
            pass
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        day = self._known[cell] = self._read(cell)
        return day

    def _read(self, cell: str) -> date | None:
        if len(cell) > LONGEST:
            return None
        written = _written(cell)
        for form in self.formats:
            if (day := _parse(written if "%b" not in form else _months(written), form)) is not None:
                return day
        return None

    @property
    def order(self) -> str:
        return next((name for name, forms in ORDERS.items() if self.formats[0] in _all(forms)), "")


def fitting(cells: Iterable[str]) -> dict[str, DateReader]:
    """The orders that fit most of the cells, each with a reader; more than one is ambiguous."""
    written = list(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))
    best: dict[str, tuple[int, DateReader]] = {}
    for order, forms in ORDERS.items():
        for form in _all(forms):
            reader = DateReader((form,))
            fits = sum(_plausible(reader.read(cell)) for cell in written)
            if fits and fits > best.get(order, (0, None))[0]:
                best[order] = fits, reader
    most = max((fits for fits, _ in best.values()), default=0)
    found = {order: reader for order, (fits, reader) in best.items() if fits == most}
    if set(found) >= set(ASKED) and _agree(found, written):
        del found["month_first"]
    if "year_first" in found and len(found) > 1 and "%Y" in found["year_first"].formats[0]:
        return {"year_first": found["year_first"]}
    return found


def in_order(cells: Iterable[str], order: str) -> DateReader | None:
    """The reader of that order which fits most of the cells."""
    written = list(dict.fromkeys(cells))
    readers = [DateReader((form,)) for form in _all(ORDERS[order])]
    best = max(readers, key=lambda reader: sum(reader.read(cell) is not None for cell in written))
    return best if any(best.read(cell) is not None for cell in written) else None


def _agree(found: dict[str, DateReader], cells: list[str]) -> bool:
    day_first, month_first = (found[order] for order in ASKED)
    return all(day_first.read(cell) == month_first.read(cell) for cell in cells)


def _plausible(day: date | None) -> bool:
    return day is not None and OLDEST <= day <= latest_day()


def _all(forms: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(form.format(separator) for form in forms for separator in NUMERIC))


TIME = re.compile(r"[T ,]+\d{1,2}:\d{2}.*$")
ASIAN = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def _written(cell: str) -> str:
    """Without the time of day, and Asian dates as others have them."""
    cell = cell.strip()
    if "年" in cell:
        cell = ASIAN.sub(r"\1/\2/\3", plain(cell))
    return TIME.sub("", cell) if len(cell) > len("01/01/2026") else cell


def _months(cell: str) -> str:
    """With the names of months as strptime knows them, and no full stops."""
    names = month_names()

    def english(found: re.Match[str]) -> str:
        return names.get(folded(found[0]), found[0])

    cell = re.sub(r"[^\W\d_]+", english, cell.replace(", ", " ").replace(". ", " "))
    return re.sub(r"\s+", " ", cell.replace(".", "") if re.search("[a-zA-Z]", cell) else cell)


def _parse(cell: str, form: str) -> date | None:
    try:
        return datetime.strptime(cell, form).date()  # noqa: DTZ007 a statement's day has no time zone
    except ValueError:
        return None


@cache
def month_names() -> dict[str, str]:
    """Names and their short forms in several languages, folded, and the English short form."""
    path = Path(__file__).parent / "months.json"
    months: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return {folded(name): short for short, names in months.items() for name in names}
