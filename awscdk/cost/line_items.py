from collections.abc import Iterable
from dataclasses import dataclass

from awscdk.cost.prices import Price


@dataclass(frozen=True)
class LineItem:
    """A line of a month's bill."""

    service: str
    what: str
    price: Price
    quantity: float
    buys: str = ""

    @property
    def dollars(self) -> float:
        return self.quantity * self.price.dollars


class UnsupportedError(Exception):
    """A price is missing, so the bill would be too low."""


def total(items: Iterable[LineItem]) -> float:
    return sum(item.dollars for item in items)
