"""Matching of transactions against the category rules of their owner."""

from dataclasses import dataclass
from typing import Self

from apps.statements.models import CategoryRule


@dataclass(frozen=True)
class RuleSet:
    by_text: tuple[tuple[str, str], ...]
    """Lower-case text and category, the longest text first."""

    @classmethod
    def load(cls, *, owner_id: int) -> Self:
        rules = CategoryRule.objects.filter(owner_id=owner_id).values_list("text", "category")
        lower_case = ((text.lower(), category) for text, category in rules)
        return cls(tuple(sorted(lower_case, key=lambda rule: (-len(rule[0]), rule))))

    def category(self, merchant: str, description: str) -> str | None:
        """Return the category of the first matching rule, or None."""
        named = f"{merchant}\n{description}".lower()
        return next((category for text, category in self.by_text if text in named), None)

    def overriding_texts(self, text: str) -> list[str]:
        """Return the texts that take precedence over `text` if both match."""
        own = (-len(text), text.lower())
        return [other for other, _ in self.by_text if (-len(other), other) < own]
