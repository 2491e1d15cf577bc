"""Categorization of transactions by their owner: once, or always by a rule."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F, QuerySet

from apps.core.websockets import notify_user
from apps.statements.categorization.own_categories import resolve_category
from apps.statements.categorization.rule_changes import changed_by
from apps.statements.categorization.rules import RuleSet
from apps.statements.changes import record_change
from apps.statements.models import CategoryRule, Transaction, TransactionChange
from apps.statements.stored_totals import refresh_spending


@dataclass(frozen=True)
class RuleProposal:
    """A rule offered to the owner after a categorization."""

    text: str
    category: str
    others: int
    """Number of other transactions that the rule would change."""


@dataclass(frozen=True)
class CategorizationResult:
    changed: int
    change: int | None
    """Id of the TransactionChange that can be undone."""
    proposal: RuleProposal | None = None


def categorize_transactions(
    *, chosen: QuerySet[Transaction], owner_id: int, category: str
) -> CategorizationResult:
    """Set the category of the owner's `chosen` transactions, and propose a rule.

    `category` is a key or a name; a new one is created. Raise TooManyCategoriesError.
    """
    category = resolve_category(owner_id=owner_id, word=category)
    # Queried before the change, which may remove the rows from their filter.
    merchants = list(chosen.values_list("merchant", flat=True).order_by().distinct()[:2])
    result = _set_category(chosen, owner_id, category)
    return replace(result, proposal=_propose_rule(merchants, owner_id, category))


def apply_rule(rule: CategoryRule) -> CategorizationResult:
    """Apply the rule to existing transactions."""
    category = resolve_category(owner_id=rule.owner_id, word=rule.category)
    return _set_category(changed_by(rule), rule.owner_id, category)


def _set_category(
    chosen: QuerySet[Transaction], owner_id: int, category: str
) -> CategorizationResult:
    with transaction.atomic():
        changing = chosen.exclude(category=category)
        change = record_change(changing, owner_id=owner_id, kind=TransactionChange.Kind.CATEGORY)
        if change is None:
            return CategorizationResult(changed=0, change=None)
        changed = changing.update(
            category=category, previous_category=F("category"), change_id=change.pk
        )
    refresh_spending(owner_id=owner_id)
    notify_user(user_id=owner_id, event={"type": "spending.changed"})
    return CategorizationResult(changed, change.pk)


def _propose_rule(merchants: list[str], owner_id: int, category: str) -> RuleProposal | None:
    """Return a rule if all transactions have one merchant without such a rule, else None."""
    if not category or len(merchants) != 1 or not merchants[0]:
        return None
    text = merchants[0]
    if RuleSet.load(owner_id=owner_id).category(text, "", None) == category:
        return None
    rule = CategoryRule(owner_id=owner_id, text=text, category=category)
    return RuleProposal(text=text, category=category, others=changed_by(rule).count())
