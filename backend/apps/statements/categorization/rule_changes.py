"""Changes of rules by their owner, and what a rule would change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    Max,
    Min,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from apps.accounts.models import User
from apps.statements.categorization.catalog import Catalog
from apps.statements.categorization.matching import Conditions
from apps.statements.categorization.own_categories import resolve_category
from apps.statements.categorization.rules import RuleSet
from apps.statements.models import CategoryRule, Transaction

# Per user: each new transaction is matched against all rules.
MAX_RULES = 1_000
MAX_EXAMPLES = 5
# No column, as an index in this order would be read to its end if few transactions match.
NEWEST_FIRST = (Coalesce("date", "date").desc(), "-pk")


class TooManyRulesError(Exception):
    """The user already has MAX_RULES rules."""


class DuplicateRuleError(Exception):
    """Another rule of the user has the same conditions."""


class UnknownRuleError(Exception):
    """The user has no rule with this id."""


class Place(Enum):
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True)
class RulePreview:
    matching: int
    """Number of transactions that match the conditions."""
    changing: int | None
    """Number of those that would get another category; None without a category."""
    examples: list[Transaction]
    """The newest of those that would change, or that match."""


def save_rule(
    *, owner_id: int, values: dict[str, Any], before: int | Place = Place.FIRST
) -> CategoryRule:
    """Create a rule, or replace the one with the same conditions.

    `before` is the id of the rule that it takes precedence over. Raise TooManyRulesError,
    UnknownRuleError or TooManyCategoriesError.
    """
    with _locked_rules(owner_id) as rules:
        rule = CategoryRule(owner_id=owner_id, **values)
        rule.category = resolve_category(owner_id=owner_id, word=rule.category)
        same = _same_rules(rules, rule).first()
        if same:
            rule.pk, rule.created_at = same.pk, same.created_at
        elif rules.count() >= MAX_RULES:
            raise TooManyRulesError
        rule.position = _position(rules, before)
        rule.save()
        return rule


def edit_rule(
    rule: CategoryRule, *, values: dict[str, Any], before: int | Place | None = None
) -> CategoryRule:
    """Set these values of the rule, and move it if `before` is not None.

    Raise DuplicateRuleError, UnknownRuleError or TooManyCategoriesError.
    """
    with _locked_rules(rule.owner_id) as rules:
        for field, value in values.items():
            setattr(rule, field, value)
        if "category" in values:
            rule.category = resolve_category(owner_id=rule.owner_id, word=rule.category)
        if _same_rules(rules, rule).exclude(pk=rule.pk).exists():
            raise DuplicateRuleError
        if before is not None and before != rule.pk:
            rule.position = _position(rules, before)
        rule.save()
        return rule


def preview_rule(rule: CategoryRule) -> RulePreview:
    """Return what the rule, which may be unsaved, would change."""
    matching = Transaction.objects.filter(Conditions.of(rule).query(), owner_id=rule.owner_id)
    if not rule.category:
        newest = list(matching.order_by(*NEWEST_FIRST)[:MAX_EXAMPLES])
        return RulePreview(matching.count(), None, newest)
    # One pass over the transactions, of which there may be a million.
    counts = matching.aggregate(
        matching=Count("pk"), changing=Count("pk", filter=_would_change(rule))
    )
    shown = changed_by(rule) if counts["changing"] else matching
    return RulePreview(**counts, examples=list(shown.order_by(*NEWEST_FIRST)[:MAX_EXAMPLES]))


def changed_by(rule: CategoryRule) -> QuerySet[Transaction]:
    """Return the transactions that get another category by the rule.

    Those that match a rule before it are left out; a new rule comes first.
    """
    # CASE keeps the order: Postgres would compare all transactions with the rules before it first.
    changed = Case(
        When(Conditions.of(rule).query(), then=_would_change(rule)),
        default=Value(False),
        output_field=BooleanField(),
    )
    return Transaction.objects.filter(changed, owner_id=rule.owner_id)


def _would_change(rule: CategoryRule) -> Q:
    """Return a condition on transactions that match the rule."""
    catalog = Catalog.load(owner_id=rule.owner_id)
    changing = ~Q(category=catalog.resolve(rule.category))
    for conditions in RuleSet.load(owner_id=rule.owner_id, catalog=catalog).before(rule):
        changing &= ~conditions.query()
    return changing


@contextmanager
def _locked_rules(owner_id: int) -> Iterator[QuerySet[CategoryRule]]:
    """Serialize changes of an owner's rules."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=owner_id)
        yield CategoryRule.objects.filter(owner_id=owner_id)


def _same_rules(rules: QuerySet[CategoryRule], rule: CategoryRule) -> QuerySet[CategoryRule]:
    """Return the rules with the same conditions."""
    same = rules.filter(text__iexact=rule.text, match=rule.match)
    for field in ("amount_min", "amount_max"):
        value = getattr(rule, field)
        same = same.filter(Q((f"{field}__isnull", True)) if value is None else Q((field, value)))
    return same


def _position(rules: QuerySet[CategoryRule], before: int | Place) -> int:
    """Return a position directly before a rule, or at an end; may move later rules on."""
    ends = rules.aggregate(first=Min("position", default=0), last=Max("position", default=0))
    if before is Place.FIRST:
        return int(ends["first"]) - 1
    if before is Place.LAST:
        return int(ends["last"]) + 1
    follower = rules.filter(pk=before).first()
    if follower is None:
        raise UnknownRuleError
    # Two places, as rules at one position are ordered by their ids.
    later = Q(position__gt=follower.position) | Q(position=follower.position, pk__lte=follower.pk)
    rules.filter(later).update(position=F("position") + 2)
    return follower.position + 1
