"""Category of a new transaction: by the owner's rules, else by the default detection."""

from decimal import Decimal

from apps.statements.categorization.catalog import Catalog
from apps.statements.categorization.categories import detect_category
from apps.statements.categorization.rules import RuleSet


class Detector:
    def __init__(self, *, owner_id: int) -> None:
        self.catalog = Catalog.load(owner_id=owner_id)
        self.rules = RuleSet.load(owner_id=owner_id, catalog=self.catalog)

    def category(
        self, *, merchant: str, description: str, bank_word: str, kind: str, amount: Decimal
    ) -> str:
        """Return the key of the category, or an empty string."""
        by_rule = self.rules.category(merchant, description, amount)
        if by_rule is not None:
            return by_rule
        detected = detect_category(bank_word=bank_word, merchant=merchant, kind=kind)
        return self.catalog.resolve(detected) if self.catalog.is_detected(detected) else ""
