"""Categorization of transactions by their owner: once, or always by a rule."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F, Q, QuerySet

from apps.accounts.models import User
from apps.core.websockets import notify_user
from apps.statements.categorization.categories import CATEGORIES
from apps.statements.categorization.rules import RuleSet
from apps.statements.changes import record_change
from apps.statements.models import CategoryRule, Spending, Transaction, TransactionChange
from apps.statements.spending.totals import refresh_spending

# Per user: each new transaction is matched against all rules.
MAX_RULES = 1_000


class TooManyRulesError(Exception):
    """The user already has MAX_RULES rules."""


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
    """Set the category of the owner's `chosen` transactions, and propose a rule."""
    # Queried before the change, which may remove the rows from their filter.
    merchants = list(chosen.values_list("merchant", flat=True).order_by().distinct()[:2])
    result = _set_category(chosen, owner_id, category)
    return replace(result, proposal=_propose_rule(merchants, owner_id, category))


def save_rule(*, owner_id: int, text: str, category: str) -> CategoryRule:
    """Create the rule, or replace the one with the same text; raise TooManyRulesError."""
    with transaction.atomic():
        # Serializes concurrent changes of rules.
        User.objects.select_for_update(no_key=True).get(pk=owner_id)
        rules = CategoryRule.objects.filter(owner_id=owner_id)
        rule = rules.filter(text__iexact=text).first()
        if rule is None:
            if rules.count() >= MAX_RULES:
                raise TooManyRulesError
            rule = CategoryRule(owner_id=owner_id)
        rule.text, rule.category = text, category
        rule.save()
        return rule


def count_matching(*, owner_id: int, text: str, category: str) -> int:
    """Return the number of transactions that such a rule would change."""
    rule = CategoryRule(owner_id=owner_id, text=text, category=category)
    return _matching_transactions(rule).count()


def apply_rule(rule: CategoryRule) -> CategorizationResult:
    """Apply the rule to existing transactions."""
    return _set_category(_matching_transactions(rule), rule.owner_id, rule.category)


def list_categories(*, owner_id: int) -> list[str]:
    """Return the default categories, then the owner's own in alphabetical order."""
    refresh_spending(owner_id=owner_id)
    used = Spending.objects.filter(owner_id=owner_id, dimension=Spending.Dimension.CATEGORY)
    rules = CategoryRule.objects.filter(owner_id=owner_id)
    words = {
        *used.values_list("key", flat=True).distinct(),
        *rules.values_list("category", flat=True),
    }
    return [*CATEGORIES, *sorted(words - {*CATEGORIES, ""}, key=str.casefold)]


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
    if RuleSet.load(owner_id=owner_id).category(text, "") == category:
        return None
    others = count_matching(owner_id=owner_id, text=text, category=category)
    return RuleProposal(text=text, category=category, others=others)


def _matching_transactions(rule: CategoryRule) -> QuerySet[Transaction]:
    """Return the transactions to change; rules with a longer text take precedence."""
    matching = Transaction.objects.filter(_contains(rule.text), owner_id=rule.owner_id)
    for text in RuleSet.load(owner_id=rule.owner_id).overriding_texts(rule.text):
        matching = matching.exclude(_contains(text))
    return matching.exclude(category=rule.category)


def _contains(text: str) -> Q:
    return Q(merchant__icontains=text) | Q(description__icontains=text)
