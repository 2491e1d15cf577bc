from collections.abc import Iterable
from dataclasses import dataclass

from awscdk.cost.prices import Price


@dataclass(frozen=True, kw_only=True)
class Charge:
    """A line of a month's bill."""

    service: str
    what: str
    buys: str
    price: Price
    quantity: float

    @property
    def dollars(self) -> float:
        return self.quantity * self.price.dollars


def total(charges: Iterable[Charge]) -> float:
    return sum(charge.dollars for charge in charges)
