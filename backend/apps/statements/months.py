"""First and last days of months."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta


def months_before(month: date, count: int) -> date:
    """Return the first day of the month `count` months before, not before year 1."""
    index = month.year * 12 + month.month - 1 - count
    return date(max(index // 12, 1), index % 12 + 1, 1)


def month_start(day: date) -> date:
    return day.replace(day=1)


def month_end(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def months_between(first: date, last: date) -> Iterator[date]:
    """Yield the first days of the months from one day to another, both included."""
    month = month_start(first)
    while month <= last:
        yield month
        month = month_end(month) + timedelta(days=1)
