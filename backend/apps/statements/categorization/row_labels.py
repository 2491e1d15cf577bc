"""Merchant, category and card of an imported row."""

import re
from decimal import Decimal

from apps.statements.categorization.categories import MAX_CATEGORY_LENGTH
from apps.statements.categorization.detection import Detector
from apps.statements.categorization.merchants import normalize_merchant

# Format of our own export, which contains all labels.
EXPORT_FORMAT = "consolidated"
CARD_DIGITS = 4
MAX_CARD_LENGTH = 100


class RowLabeler:
    def __init__(self, *, owner_id: int, name: str, is_export: bool = False) -> None:
        """`name` is that of the bank; with `is_export` the cells already contain the labels."""
        self._detector = Detector(owner_id=owner_id)
        self._name = name
        self._is_export = is_export
        # The labels of equal texts differ between them only.
        self.amount_bands = self._detector.rules.amount_bands()

    def label(
        self, description: str, word: str, kind: str, card: str, amount: Decimal
    ) -> tuple[str, str, str]:
        """Return merchant, category and card; `word` is the bank's category, `card` its cell."""
        merchant = normalize_merchant(description)
        if self._is_export:
            category = self._exported_category(word)
        else:
            category = self._detector.category(
                merchant=merchant, description=description, bank_word=word, kind=kind, amount=amount
            )
        # Totals are indexed by them, and the size of an index entry is limited.
        return merchant, category[:MAX_CATEGORY_LENGTH], self._card(card)[:MAX_CARD_LENGTH]

    def _exported_category(self, word: str) -> str:
        """Return the category of an exported cell, which contains a name or a default key."""
        catalog = self._detector.catalog
        return (catalog.find(word) if word else "") or catalog.resolve(word)

    def _card(self, cell: str) -> str:
        """Return the bank's name and the last digits of the card number."""
        if self._is_export:
            return cell
        if not cell:
            return self._name
        digits = re.sub(r"\D", "", cell)
        tail = f"••{digits[-CARD_DIGITS:]}" if digits else cell
        return f"{self._name} {tail}".strip()
