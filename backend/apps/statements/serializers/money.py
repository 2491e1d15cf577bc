from decimal import Decimal
from typing import Any

from rest_framework import serializers

CENTS = Decimal("0.01")


class AmountField(serializers.DecimalField):
    """An amount as a string; a JSON number may have lost digits."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=15, decimal_places=3, **options)

    def to_internal_value(self, data: Any) -> Decimal:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class MoneyField(serializers.DecimalField):
    """An amount with two decimals, or three if it has them, as of dinars."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=21, decimal_places=3, **options)

    def to_representation(self, value: Any) -> str:
        amount = Decimal(value)
        return f"{amount:.2f}" if amount == amount.quantize(CENTS) else f"{amount:.3f}"
