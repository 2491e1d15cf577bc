"""Comparison of the cells of columns, row by row."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from apps.statements.parsing.amounts import parse_amount
from apps.statements.parsing.columns import Column

# Rows of a column of balances may be in either order, with a few gaps.
MIN_BALANCE_SHARE = 0.8
MIN_BALANCE_STEPS = 2


def rows_filled(column: Column, rows: list[list[str]]) -> list[bool]:
    return [bool(row[column.number].strip()) for row in rows]


def has_dates_like(cells: Sequence[str]) -> bool:
    """Return True if most cells have two groups of digits, as dates do."""
    return sum(len(re.findall(r"\d+", cell)) >= 2 for cell in cells) * 2 > len(cells)


def numbers(column: Column, rows: list[list[str]]) -> list[Decimal | None]:
    """Return the number in each row, or None."""
    return [parse_amount(row[column.number].strip(), column.number_format) for row in rows]


def are_equal(column: Column, other: Column, rows: list[list[str]]) -> bool:
    """Return True if both have the same amount in every row, whatever the sign."""
    return all(
        own is not None and others is not None and abs(own) == abs(others)
        for own, others in zip(numbers(column, rows), numbers(other, rows), strict=True)
    )


def is_balance_of(column: Column, amount: Column, rows: list[list[str]]) -> bool:
    """Return True if the column changes from row to row by the amount."""
    balances, amounts = numbers(column, rows), numbers(amount, rows)
    known = [
        (balance, change)
        for balance, change in zip(balances, amounts, strict=True)
        if balance is not None and change is not None
    ]
    steps = list(pairwise(known))
    if len(steps) < MIN_BALANCE_STEPS:
        return False
    downwards = sum(abs(later - earlier) == abs(change) for (earlier, _), (later, change) in steps)
    upwards = sum(abs(earlier - later) == abs(change) for (earlier, change), (later, _) in steps)
    return max(downwards, upwards) >= MIN_BALANCE_SHARE * len(steps)


def is_row_number(column: Column) -> bool:
    """Return True for whole numbers that increase from row to row, or all begin with a zero."""
    if not column.is_whole_number or len(column.cells) < 2:
        return False
    values = [int(cell) for cell in column.cells]
    steps = {later - earlier for earlier, later in pairwise(values)}
    return (
        all(0 < step <= 3 for step in steps)
        or steps == {-1}
        or all(len(cell) > 1 and cell.startswith("0") for cell in column.cells)
    )
