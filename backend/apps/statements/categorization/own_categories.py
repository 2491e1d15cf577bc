"""Changes of categories by their owner: create, rename, color, archive and merge."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Q, Sum

from apps.accounts.models import User
from apps.core.websockets import notify_user
from apps.statements.categorization.catalog import Catalog
from apps.statements.categorization.categories import NAMES
from apps.statements.changes import record_change
from apps.statements.models import Category, Spending, Transaction, TransactionChange
from apps.statements.stored_totals import refresh_spending

# Per user, besides the default ones.
MAX_CATEGORIES = 200
ZERO = Decimal(0)


class UnknownCategoryError(Exception):
    """The owner has no such category, or it is merged into another one."""


class NameTakenError(Exception):
    """Another category of the owner is shown under this name."""


class TooManyCategoriesError(Exception):
    """The owner already has MAX_CATEGORIES of their own."""


class SameCategoryError(Exception):
    """A category cannot be merged into itself."""


@dataclass(frozen=True)
class ListedCategory:
    key: str
    name: str
    """Empty if the owner has not renamed it."""
    color: str
    archived: bool
    count: int
    """Number of transactions that count as spending."""
    spent: list[dict[str, Any]]
    """`currency` and `spend` of this year, of each currency."""


@dataclass(frozen=True)
class MergeResult:
    changed: int
    change: int
    """Id of the TransactionChange that can be undone."""


def list_categories(*, owner_id: int, today: date) -> list[ListedCategory]:
    """Return the default categories, then the owner's own by name; merged ones are left out."""
    catalog = Catalog.load(owner_id=owner_id, with_used=True)
    own = Spending.objects.filter(owner_id=owner_id, dimension=Spending.Dimension.CATEGORY)
    sums = own.values_list("key", "currency").annotate(
        rows=Sum("count"),
        spent=Sum("spend", filter=Q(date__gte=today.replace(month=1, day=1)), default=ZERO),
    )
    counts: dict[str, int] = defaultdict(int)
    spent: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for key, currency, rows, amount in sums.order_by("-rows", "currency"):
        counts[catalog.resolve(key)] += rows
        if amount:
            spent[catalog.resolve(key)][currency] += amount
    return [
        ListedCategory(
            key=key,
            name=catalog.own_name(key),
            color=catalog.color(key),
            archived=catalog.is_archived(key),
            count=counts[key],
            spent=[{"currency": currency, "spend": sum_} for currency, sum_ in spent[key].items()],
        )
        for key in catalog.list_keys()
    ]


def resolve_category(*, owner_id: int, word: str) -> str:
    """Return the key of the category with this key or name; create one of the owner's own.

    Raise TooManyCategoriesError.
    """
    catalog = Catalog.load(owner_id=owner_id)
    if not word or word in NAMES or word in catalog.rows:
        return catalog.resolve(word)
    with _locked_catalog(owner_id) as catalog:
        if word in catalog.used:
            return word
        return catalog.find(word) or _add(catalog, owner_id, word, "").key


def create_category(*, owner_id: int, name: str, color: str = "") -> Category:
    """Create a category of the owner's own; raise NameTakenError or TooManyCategoriesError."""
    with _locked_catalog(owner_id) as catalog:
        if catalog.find(name):
            raise NameTakenError
        return _add(catalog, owner_id, name, color)


def edit_category(*, owner_id: int, key: str, values: dict[str, Any]) -> Category:
    """Set `name` (empty for the original one), `color` or `archived`.

    Raise UnknownCategoryError or NameTakenError.
    """
    with _locked_catalog(owner_id) as catalog:
        row = _row(catalog, owner_id, key)
        if "name" in values:
            row.name = _checked_name(catalog, key, values["name"])
        row.color = values.get("color", row.color)
        row.archived = values.get("archived", row.archived)
        row.save()
        return row


def merge_categories(*, owner_id: int, key: str, into: str) -> MergeResult:
    """Move all transactions to the category `into`, which also gets those of rules and imports.

    Rules keep the key, and resolve it. Raise UnknownCategoryError or SameCategoryError.
    """
    with _locked_catalog(owner_id) as catalog:
        _require(catalog, into)
        if key == into:
            raise SameCategoryError
        row = _row(catalog, owner_id, key)
        rows = Transaction.objects.filter(owner_id=owner_id, category=key)
        kind = TransactionChange.Kind.MERGE
        change = record_change(rows, owner_id=owner_id, kind=kind)
        changed = 0
        if change is None:
            change = TransactionChange.objects.create(owner_id=owner_id, kind=kind)
        else:
            changed = rows.update(
                category=into, previous_category=F("category"), change_id=change.pk
            )
        row.merged_into = into
        row.save()
        change.merged = key
        change.save(update_fields=["merged"])
    refresh_spending(owner_id=owner_id)
    notify_user(user_id=owner_id, event={"type": "spending.changed"})
    return MergeResult(changed, change.pk)


def undo_merge(*, owner_id: int, key: str) -> None:
    """Make a category of its own again of a merged one.

    Its name gets a number if another category has taken it since.
    """
    with _locked_catalog(owner_id) as catalog:
        row = catalog.rows[key]
        names = {row.name.casefold()} if row.name else catalog.default_names(key)
        if any(map(catalog.find, names)):
            row.name = catalog.free_name(row.name or min(names).capitalize())
        row.merged_into = ""
        row.save()


def apply_merges(*, owner_id: int, first: date, last: date) -> None:
    """Move transactions that were restored or imported under the key of a merged category."""
    catalog = Catalog.load(owner_id=owner_id)
    for key, row in catalog.rows.items():
        if row.merged_into:
            Transaction.objects.filter(
                owner_id=owner_id, date__range=(first, last), category=key
            ).update(category=catalog.resolve(key))


@contextmanager
def _locked_catalog(owner_id: int) -> Iterator[Catalog]:
    """Serialize changes of an owner's categories, as no constraint compares names."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=owner_id)
        yield Catalog.load(owner_id=owner_id, with_used=True)


def _add(catalog: Catalog, owner_id: int, name: str, color: str) -> Category:
    if catalog.count_own() >= MAX_CATEGORIES:
        raise TooManyCategoriesError
    key = catalog.free_key(name)
    return Category.objects.create(
        owner_id=owner_id, key=key, name="" if key == name else name, color=color
    )


def _row(catalog: Catalog, owner_id: int, key: str) -> Category:
    """Return the row of a category, which may be unsaved."""
    _require(catalog, key)
    return catalog.rows.get(key) or Category(owner_id=owner_id, key=key)


def _require(catalog: Catalog, key: str) -> None:
    if key not in catalog.list_keys():
        raise UnknownCategoryError


def _checked_name(catalog: Catalog, key: str, name: str) -> str:
    """Return the name to store; raise NameTakenError."""
    originals = catalog.default_names(key)
    names = {name.casefold()} if name else originals
    if any(catalog.find(each) not in (None, key) for each in names):
        raise NameTakenError
    is_original = name == key or (key in NAMES and name.casefold() in originals)
    return "" if is_original else name
