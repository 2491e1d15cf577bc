"""Which merchants belong to which category, as their owner has said."""

from dataclasses import dataclass
from typing import Self

from apps.statements.models import CategoryRule


@dataclass(frozen=True)
class Rules:
    by_text: tuple[tuple[str, str], ...]
    """Text in small letters and category, the longest text first."""

    @classmethod
    def of(cls, *, owner_id: int) -> Self:
        rules = CategoryRule.objects.filter(owner_id=owner_id).values_list("text", "category")
        in_small = ((text.lower(), category) for text, category in rules)
        return cls(tuple(sorted(in_small, key=lambda rule: (-len(rule[0]), rule))))

    def category(self, merchant: str, description: str) -> str | None:
        """None where no rule says one."""
        named = f"{merchant}\n{description}".lower()
        return next((category for text, category in self.by_text if text in named), None)

    def texts_before(self, text: str) -> list[str]:
        """Those that win where both this one and they are found."""
        own = (-len(text), text.lower())
        return [other for other, _ in self.by_text if (-len(other), other) < own]
