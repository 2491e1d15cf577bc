"""Merchant, category and card of an imported row."""

import re

from apps.statements.categorization.categories import MAX_CATEGORY_LENGTH, detect_category
from apps.statements.categorization.merchants import normalize_merchant
from apps.statements.categorization.rules import RuleSet

# Format of our own export, which contains all labels.
EXPORT_FORMAT = "consolidated"
CARD_DIGITS = 4
MAX_CARD_LENGTH = 100


class RowLabeler:
    def __init__(self, *, owner_id: int, name: str, is_export: bool = False) -> None:
        """`name` is that of the bank; with `is_export` the cells already contain the labels."""
        self._rules = RuleSet.load(owner_id=owner_id)
        self._name = name
        self._is_export = is_export

    def label(self, description: str, word: str, kind: str, card: str) -> tuple[str, str, str]:
        """Return merchant, category and card; `word` is the bank's category, `card` its cell."""
        merchant = normalize_merchant(description)
        category = word if self._is_export else self._category(merchant, description, word, kind)
        # Totals are indexed by them, and the size of an index entry is limited.
        return merchant, category[:MAX_CATEGORY_LENGTH], self._card(card)[:MAX_CARD_LENGTH]

    def _category(self, merchant: str, description: str, word: str, kind: str) -> str:
        by_rule = self._rules.category(merchant, description)
        if by_rule is not None:
            return by_rule
        return detect_category(bank_word=word, merchant=merchant, kind=kind)

    def _card(self, cell: str) -> str:
        """Return the bank's name and the last digits of the card number."""
        if self._is_export:
            return cell
        if not cell:
            return self._name
        digits = re.sub(r"\D", "", cell)
        tail = f"••{digits[-CARD_DIGITS:]}" if digits else cell
        return f"{self._name} {tail}".strip()
