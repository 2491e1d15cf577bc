"""Choice of the date column: the day of the purchase, in the order that the cells prove."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from apps.statements.parsing.column_mapping import ColumnMapping
from apps.statements.parsing.columns import Column
from apps.statements.parsing.dates import (
    AMBIGUOUS_ORDERS,
    DateParser,
    detect_yearless,
    max_date,
    parser_for_order,
    yearless_orders,
    years_of_months,
)
from apps.statements.parsing.encoding import UnreadableFileError
from apps.statements.parsing.inference.cells import has_dates_like, rows_filled
from apps.statements.parsing.normalization import excerpt
from apps.statements.parsing.questions import Alternative, Doubt, date_order_doubt
from apps.statements.parsing.user_answers import Answers

# A purchase is booked within this time.
MAX_BOOKING_DELAY = timedelta(days=45)
YEARS_OFFERED = 3
YEAR_IN_PREAMBLE = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, kw_only=True)
class DateChoice:
    column: Column
    parser: DateParser
    fallback: int | None = None
    doubts: list[Doubt] = field(default_factory=list)


def choose_date(
    columns: Sequence[Column],
    rows: list[list[str]],
    *,
    answers: Answers,
    preamble: Sequence[list[str]] = (),
) -> DateChoice:
    """Return the date column; raise UnreadableFileError if there is none.

    `preamble`: lines above the header, which may name the year.
    """
    dates = [column for column in columns if column.is_date]
    if answers.date_column is not None:
        column = column_at(columns, "date_column", answers.date_column)
    else:
        column = _purchase_date(dates, rows) if dates else _named_date(columns)
    if not column.is_date:
        return _yearless(column, answers, preamble)
    choice = _with_order(column, columns, answers)
    return replace(choice, fallback=_booking_date(choice.column, dates, rows))


def column_at(columns: Sequence[Column], name: str, number: int) -> Column:
    if number >= len(columns):
        raise UnreadableFileError("format_mismatch", field=name)
    return columns[number]


def _purchase_date(dates: list[Column], rows: list[list[str]]) -> Column:
    """Return the date that is never later than another one; by its name if there is none."""
    ranked = sorted(dates, key=_rank)
    best = ranked[0]
    varying = [column for column in ranked if not column.is_constant]
    if best.is_constant and varying:
        best = varying[0]
    others = [
        column
        for column in varying
        if column is not best
        and len(column.cells) * 2 >= len(rows)
        and _is_booking_of(best, column, rows)
    ]
    for column in [best, *others]:
        if all(_is_never_later(column, other, rows) for other in [best, *others]):
            return column
    return best


def _rank(column: Column) -> int:
    if column.role == "date":
        return 0 if column.is_exact else 1
    return {"": 2, "posting": 3}.get(column.role, 4)


def _is_never_later(column: Column, other: Column, rows: list[list[str]]) -> bool:
    return all(own <= others for own, others in _pairs(column, other, rows))


def _is_booking_of(column: Column, other: Column, rows: list[list[str]]) -> bool:
    pairs = _pairs(column, other, rows)
    return bool(pairs) and all(abs(own - others) <= MAX_BOOKING_DELAY for own, others in pairs)


def _pairs(column: Column, other: Column, rows: list[list[str]]) -> list[tuple[date, date]]:
    """Return the dates of the rows that have both, read in the same order."""
    order = next((each for each in column.date_orders if each in other.date_orders), "")
    first = column.date_orders.get(order) or next(iter(column.date_orders.values()))
    second = other.date_orders.get(order) or next(iter(other.date_orders.values()))
    return [
        (own, others)
        for row in rows
        if (own := first.parse(row[column.number].strip()))
        and (others := second.parse(row[other.number].strip()))
    ]


def _booking_date(column: Column, dates: list[Column], rows: list[list[str]]) -> int | None:
    """Return the column whose date stands in for an empty one, or None."""
    others = [each for each in dates if each is not column and not each.is_constant]
    filled = rows_filled(column, rows)
    if all(filled):
        # Rows below the sample may lack it: only a booking date can stand in.
        others = [each for each in others if each.role == "posting"]
    return next((each.number for each in sorted(others, key=_rank)), None)


def _with_order(column: Column, columns: Sequence[Column], answers: Answers) -> DateChoice:
    if answers.date_order:
        parser = parser_for_order(column.cells, answers.date_order)
        if parser is None:
            raise UnreadableFileError("format_mismatch")
        return DateChoice(column=column, parser=parser)
    orders = _orders_of_file(column, columns)
    doubts = [date_order_doubt(column.cells, orders)] if len(orders) > 1 else []
    first = next((each for each in AMBIGUOUS_ORDERS if each in orders), next(iter(orders)))
    return DateChoice(column=column, parser=orders[first], doubts=doubts)


def _orders_of_file(column: Column, columns: Sequence[Column]) -> dict[str, DateParser]:
    """Return the possible orders, without those that another date column disproves."""
    orders = dict(column.date_orders)
    for other in columns:
        common = {order: orders[order] for order in orders if order in other.date_orders}
        if common and other.is_date and _looks_alike(column, other):
            orders = common
    return orders


def _looks_alike(column: Column, other: Column) -> bool:
    """Return True if both columns write dates with the same punctuation."""
    return _shape(column) == _shape(other)


def _shape(column: Column) -> str:
    return re.sub(r"\d+", "0", column.cells[0])[:6]


# Dates without a year


def _named_date(columns: Sequence[Column]) -> Column:
    named = [column for column in columns if column.role in {"date", "posting"} and column.cells]
    yearless = [column for column in sorted(named, key=_rank) if detect_yearless(column.cells)]
    if yearless:
        return yearless[0]
    unreadable = next((column for column in named if has_dates_like(column.cells)), None)
    if unreadable is None:
        raise UnreadableFileError("no_dates")
    parsers = [parser_for_order(unreadable.cells, order) for order in AMBIGUOUS_ORDERS]
    cell = next(
        cell
        for cell in unreadable.cells
        if not any(parser and parser.parse(cell) for parser in parsers)
    )
    raise UnreadableFileError("unreadable_dates", name=excerpt(unreadable.name), cell=excerpt(cell))


def _yearless(column: Column, answers: Answers, preamble: Sequence[list[str]]) -> DateChoice:
    if not column.cells or not detect_yearless(column.cells):
        raise UnreadableFileError("format_mismatch")
    orders = yearless_orders(column.cells)
    if answers.date_order:
        orders = {answers.date_order: orders.get(answers.date_order, set())}
    year = answers.year or _year_of(preamble)
    last = max_date().year - 1
    parsers = {
        order: DateParser(order, years=years_of_months(months, year or last))
        for order, months in orders.items()
    }
    first = next(iter(parsers))
    doubts = [date_order_doubt(column.cells, parsers)] if len(parsers) > 1 else []
    if not year:
        years = range(last, last - YEARS_OFFERED, -1)
        doubts.append(
            Doubt(
                field="year",
                code="no_year",
                details={"cell": excerpt(column.cells[0])},
                alternatives=[
                    Alternative(
                        value=each,
                        label=str(each),
                        apply=lambda draft, each=each: _in_year(draft, orders[first], each),  # type: ignore[misc]
                    )
                    for each in years
                ],
            )
        )
    return DateChoice(column=column, parser=parsers[first], doubts=doubts)


def _in_year(draft: ColumnMapping, months: set[int], year: int) -> ColumnMapping:
    return replace(draft, dates=replace(draft.dates, years=years_of_months(months, year)))


def _year_of(preamble: Sequence[list[str]]) -> int | None:
    """Return the latest year that the lines above the header name, or None."""
    years = {
        int(year) for row in preamble for cell in row for year in YEAR_IN_PREAMBLE.findall(cell)
    }
    possible = [year for year in years if year <= max_date().year]
    # A statement covers two years at most.
    return max(possible) if possible and max(possible) - min(possible) <= 1 else None
