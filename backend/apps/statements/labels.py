"""What a row is called: its merchant, its category and its card."""

import re

from apps.statements.categories import LONGEST as LONGEST_CATEGORY
from apps.statements.categories import category_of
from apps.statements.merchants import merchant_of
from apps.statements.rules import Rules

CONSOLIDATED = "consolidated"
"""The format of our own export, which names everything itself."""
LAST_OF_A_NUMBER = 4
LONGEST_CARD = 100


class Labels:
    def __init__(self, *, owner_id: int, name: str, are_ours: bool = False) -> None:
        """`name` of the bank; `are_ours` where the cells are labels already."""
        self._rules = Rules.of(owner_id=owner_id)
        self._name = name
        self._are_ours = are_ours

    def of(self, description: str, word: str, kind: str, card: str) -> tuple[str, str, str]:
        """`word` is the bank's own for the category, `card` the cell that names it."""
        merchant = merchant_of(description)
        category = word if self._are_ours else self._category(merchant, description, word, kind)
        # What is added up by them is indexed, which has its limits.
        return merchant, category[:LONGEST_CATEGORY], self._card(card)[:LONGEST_CARD]

    def _category(self, merchant: str, description: str, word: str, kind: str) -> str:
        said = self._rules.category(merchant, description)
        if said is not None:
            return said
        return category_of(bank_word=word, merchant=merchant, kind=kind)

    def _card(self, cell: str) -> str:
        """The bank, and of a number no more than tells two cards apart."""
        if self._are_ours:
            return cell
        if not cell:
            return self._name
        digits = re.sub(r"\D", "", cell)
        tail = f"••{digits[-LAST_OF_A_NUMBER:]}" if digits else cell
        return f"{self._name} {tail}".strip()
