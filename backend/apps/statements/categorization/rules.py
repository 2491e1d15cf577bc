"""The rules of an owner in their order of precedence, of which the first that matches applies."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from apps.statements.categorization.catalog import Catalog
from apps.statements.categorization.matching import Conditions, fold_case
from apps.statements.models import CategoryRule


@dataclass(frozen=True)
class RuleSet:
    """Rules whose category is archived are left out."""

    rules: tuple[tuple[tuple[int, int], Conditions, str], ...]
    """Place, conditions and category of each rule, in order of precedence."""

    @classmethod
    def load(cls, *, owner_id: int, catalog: Catalog | None = None) -> Self:
        catalog = catalog or Catalog.load(owner_id=owner_id)
        rules = CategoryRule.objects.filter(owner_id=owner_id)
        return cls(
            tuple(
                (_place(rule), Conditions.of(rule), catalog.resolve(rule.category))
                for rule in rules
                if catalog.is_detected(rule.category)
            )
        )

    def category(self, merchant: str, description: str, amount: Decimal | None) -> str | None:
        """Return the category of the first matching rule, or None."""
        texts = fold_case(merchant), fold_case(description)
        both = "\n".join(texts)
        for _, conditions, category in self.rules:
            # Faster than all conditions, and there may be a thousand rules and a million rows.
            if conditions.text in both and conditions.matches(*texts, amount):
                return category
        return None

    def before(self, rule: CategoryRule) -> list[Conditions]:
        """Return the conditions of the rules that take precedence; none if it is not saved."""
        if rule.pk is None:
            return []
        return [conditions for place, conditions, _ in self.rules if place < _place(rule)]

    def amount_bands(self) -> "AmountBands":
        limits = {
            limit
            for _, conditions, _ in self.rules
            for limit in (conditions.amount_min, conditions.amount_max)
            if limit is not None
        }
        return AmountBands(tuple(sorted(limits)))


@dataclass(frozen=True)
class AmountBands:
    """Ranges of amounts between which no rule distinguishes, for caches of categories."""

    limits: tuple[Decimal, ...]

    def __bool__(self) -> bool:
        return bool(self.limits)

    def band(self, amount: Decimal) -> str:
        """Return a name of the range; each limit is one of its own."""
        return str(bisect_left(self.limits, amount) + bisect_right(self.limits, amount))


def _place(rule: CategoryRule) -> tuple[int, int]:
    return rule.position, -rule.pk
