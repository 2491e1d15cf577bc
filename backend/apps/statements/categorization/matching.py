"""Matching of a rule's conditions: in Python for new rows, in SQL for existing ones.

Both ignore case in the same way, whatever the locale of the database: by the simple case mapping
of Unicode, which maps each character to one.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.db.models import F, Func, Q, TextField
from django.db.models.lookups import Contains, Exact, StartsWith

from apps.statements.models import CategoryRule

Match = CategoryRule.Match
LOOKUPS = {Match.CONTAINS: Contains, Match.STARTS_WITH: StartsWith, Match.IS: Exact}
# Dotted I and sigma, which Python would map to two characters, or by its neighbours.
SIMPLE_LOWER_CASE = str.maketrans({"\u0130": "i", "\u03a3": "\u03c3"})


def fold_case(text: str) -> str:
    """Return the text in lower case, as FoldCase does."""
    return text.translate(SIMPLE_LOWER_CASE).lower()


class FoldCase(Func):
    template = 'lower(%(expressions)s COLLATE "pg_c_utf8")'
    output_field = TextField()


@dataclass(frozen=True)
class Conditions:
    text: str
    """Text after `fold_case`."""
    match: str
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None

    @classmethod
    def of(cls, rule: CategoryRule) -> Self:
        return cls(fold_case(rule.text), rule.match, rule.amount_min, rule.amount_max)

    @property
    def depends_on_amount(self) -> bool:
        return self.amount_min is not None or self.amount_max is not None

    def matches(self, merchant: str, description: str, amount: Decimal | None) -> bool:
        """Return True if they match; both texts have folded case.

        Without an amount, conditions on amounts match nothing.
        """
        if self.depends_on_amount and not self._matches_amount(amount):
            return False
        if self.match == Match.CONTAINS:
            return self.text in merchant or self.text in description
        if self.match == Match.STARTS_WITH:
            return merchant.startswith(self.text) or description.startswith(self.text)
        return self.text in (merchant, description)

    def query(self) -> Q:
        lookup = LOOKUPS[Match(self.match)]
        query = Q(lookup(FoldCase(F("merchant")), self.text)) | Q(
            lookup(FoldCase(F("description")), self.text)
        )
        if self.amount_min is not None:
            query &= Q(amount__gte=self.amount_min)
        if self.amount_max is not None:
            query &= Q(amount__lte=self.amount_max)
        return query

    def _matches_amount(self, amount: Decimal | None) -> bool:
        if amount is None:
            return False
        above = self.amount_min is None or amount >= self.amount_min
        return above and (self.amount_max is None or amount <= self.amount_max)
