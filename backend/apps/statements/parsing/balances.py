"""Balance of the account at the end of a file's latest day."""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from apps.statements.parsing.amounts import NumberFormat, parse_amount

# Credit or debit, in English and German. On an account, a credit is money that it has.
CREDIT_OR_DEBIT = re.compile(r"[\d)]\s?(?:CR|DR|[CDHS])\.?\)?$", re.IGNORECASE)


class Balance(NamedTuple):
    day: date
    amount: Decimal


class BalanceColumn:
    """Running balances of the rows, which are in the order of their dates or in reverse."""

    def __init__(self, number_format: NumberFormat) -> None:
        self.number_format = number_format
        self._first: tuple[date, str] | None = None
        self._last: tuple[date, str] | None = None

    def add(self, day: date, cell: str) -> None:
        if cell:
            self._last = (day, cell)
            self._first = self._first or self._last

    def latest(self) -> Balance | None:
        """Return the balance of the latest row, or None if the order of the rows is unknown."""
        if self._first is None or self._last is None:
            return None
        if self._first[0] == self._last[0] and self._first is not self._last:
            return None
        day, cell = max(self._first, self._last)
        amount = parse_balance(cell, self.number_format)
        return None if amount is None else Balance(day, amount)


def parse_balance(cell: str, number_format: NumberFormat) -> Decimal | None:
    """Return the signed balance; a credit is positive, unlike in the amount of a purchase."""
    amount = parse_amount(cell.strip(), number_format)
    if amount is None:
        return None
    return -amount if CREDIT_OR_DEBIT.search(cell.strip()[-8:]) else amount
