"""The categories of an owner: the defaults, what the owner has changed of them, and their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Self

from django.conf import settings
from django.utils.translation import override

from apps.statements.categorization.categories import CATEGORIES, MAX_CATEGORY_LENGTH, NAMES
from apps.statements.categorization.colors import default_color
from apps.statements.models import Category, CategoryRule, Spending
from apps.statements.stored_totals import refresh_spending


@dataclass(frozen=True)
class Catalog:
    rows: dict[str, Category]
    """By key."""
    used: tuple[str, ...] = ()
    """Further keys that transactions carry."""

    @classmethod
    def load(cls, *, owner_id: int, with_used: bool = False) -> Self:
        """Return the owner's categories; `with_used` adds those without a row, from the totals."""
        rows = {row.key: row for row in Category.objects.filter(owner_id=owner_id)}
        return cls(rows, tuple(_used_keys(owner_id) - {*rows, *CATEGORIES}) if with_used else ())

    def resolve(self, key: str) -> str:
        """Return the key of the category into which this one is merged, or the key itself."""
        # A merge joins two categories that are not merged, so there are no cycles.
        while (row := self.rows.get(key)) and row.merged_into:
            key = row.merged_into
        return key

    def is_archived(self, key: str) -> bool:
        return (row := self.rows.get(key)) is not None and row.archived

    def is_detected(self, key: str) -> bool:
        """Return True unless this category, or the one that it is merged into, is archived."""
        return not self.is_archived(self.resolve(key))

    def own_name(self, key: str) -> str:
        """Return the name that the owner gave it, or an empty string."""
        return row.name if (row := self.rows.get(key)) else ""

    def color(self, key: str) -> str:
        row = self.rows.get(key)
        return (row.color if row else "") or default_color(key)

    def list_keys(self) -> list[str]:
        """Return the keys of all that are not merged: the defaults, then the owner's by name."""
        own = ({*self.rows} - {*CATEGORIES}) | {*self.used}
        ordered = [
            *CATEGORIES,
            *sorted(own, key=lambda key: (self.own_name(key) or key).casefold()),
        ]
        return [key for key in ordered if self.resolve(key) == key]

    def count_own(self) -> int:
        return len([key for key in self.list_keys() if key not in NAMES])

    def find(self, name: str) -> str | None:
        """Return the key of the category that is shown under the name, ignoring case."""
        return self._by_name.get(name.casefold())

    def free_key(self, name: str) -> str:
        """Return a key for a new category: its name, with a number if another one has this key."""
        taken = {key.casefold() for key in (*CATEGORIES, *self.rows, *self.used)}
        return _first_free(name, taken)

    def free_name(self, name: str) -> str:
        """Return the name, with a number if another category is shown under it."""
        return _first_free(name, {*self._by_name})

    def default_names(self, key: str) -> frozenset[str]:
        """Return what the category is shown as without a name of its owner, in lower case."""
        return _default_names()[key] if key in NAMES else frozenset({key.casefold()})

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {name: key for key in reversed(self.list_keys()) for name in self._shown_names(key)}

    def _shown_names(self, key: str) -> Iterable[str]:
        """Return the names of a category in all languages, in lower case."""
        name = self.own_name(key)
        return (name.casefold(),) if name else self.default_names(key)


@cache
def _default_names() -> dict[str, frozenset[str]]:
    """Return the names of the default categories in all languages, in lower case, by key."""
    names: dict[str, set[str]] = {key: set() for key in NAMES}
    for language, _ in settings.LANGUAGES:
        with override(language):
            for key, name in NAMES.items():
                names[key].add(str(name).casefold())
    return {key: frozenset(each) for key, each in names.items()}


def _used_keys(owner_id: int) -> set[str]:
    refresh_spending(owner_id=owner_id)
    used = Spending.objects.filter(owner_id=owner_id, dimension=Spending.Dimension.CATEGORY)
    ruled = CategoryRule.objects.filter(owner_id=owner_id)
    return {
        *used.values_list("key", flat=True).distinct(),
        *ruled.values_list("category", flat=True),
    } - {""}


def _first_free(word: str, taken: set[str]) -> str:
    number, free = 1, word
    while free.casefold() in taken:
        number += 1
        free = f"{word[: MAX_CATEGORY_LENGTH - 4].rstrip()} {number}"
    return free
