"""What transactions are for, as their owner says: now, and always."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet

from apps.core.live import send_live
from apps.statements.categories import CATEGORIES
from apps.statements.models import CategoryRule, Spending, Transaction
from apps.statements.rules import Rules
from apps.statements.spending import mark_stale, refresh_spending


@dataclass(frozen=True)
class Proposal:
    """A rule that would spare its owner to say the same again."""

    text: str
    category: str
    others: int
    """Transactions that it would change besides."""


@dataclass(frozen=True)
class Categorised:
    changed: int
    proposal: Proposal | None


def categorise(*, chosen: QuerySet[Transaction], owner_id: int, category: str) -> Categorised:
    """`chosen` are the owner's own."""
    # Asked before the change, which may take them out of their own filter.
    merchants = list(chosen.values_list("merchant", flat=True).order_by().distinct()[:2])
    changed = _change(chosen, owner_id, category)
    return Categorised(changed, _proposal(merchants, owner_id, category))


def keep_rule(*, owner_id: int, text: str, category: str) -> CategoryRule:
    """In the place of the one of this text, if there is one."""
    with transaction.atomic():
        known = CategoryRule.objects.select_for_update().filter(
            owner_id=owner_id, text__iexact=text
        )
        if rule := known.first():
            rule.text, rule.category = text, category
            rule.save()
            return rule
        return CategoryRule.objects.create(owner_id=owner_id, text=text, category=category)


def apply_rule(rule: CategoryRule) -> int:
    """To what is there already; how many transactions it changed."""
    return _change(_of_rule(rule), rule.owner_id, rule.category)


def categories_of(*, owner_id: int) -> list[str]:
    """The default ones, then the owner's own words by the alphabet."""
    refresh_spending(owner_id=owner_id)
    used = Spending.objects.filter(owner_id=owner_id, dimension=Spending.Dimension.CATEGORY)
    said = CategoryRule.objects.filter(owner_id=owner_id)
    words = {
        *used.values_list("key", flat=True).distinct(),
        *said.values_list("category", flat=True),
    }
    return [*CATEGORIES, *sorted(words - {*CATEGORIES, ""}, key=str.casefold)]


def _change(chosen: QuerySet[Transaction], owner_id: int, category: str) -> int:
    with transaction.atomic():
        changing = chosen.exclude(category=category)
        days = changing.aggregate(first=Min("date"), last=Max("date"))
        if days["first"] is None:
            return 0
        mark_stale(owner_id=owner_id, **days)
        changed = changing.update(category=category)
    refresh_spending(owner_id=owner_id)
    send_live(user_id=owner_id, event={"type": "spending.changed"})
    return changed


def _proposal(merchants: list[str], owner_id: int, category: str) -> Proposal | None:
    """Where all were of one merchant, of whom no rule says this yet."""
    if not category or len(merchants) != 1 or not merchants[0]:
        return None
    text = merchants[0]
    if Rules.of(owner_id=owner_id).category(text, "") == category:
        return None
    others = _of_rule(CategoryRule(owner_id=owner_id, text=text, category=category))
    return Proposal(text=text, category=category, others=others.count())


def _of_rule(rule: CategoryRule) -> QuerySet[Transaction]:
    """Those that it is to change: the longest text wins, as for new ones."""
    meant = Transaction.objects.filter(_contains(rule.text), owner_id=rule.owner_id)
    for text in Rules.of(owner_id=rule.owner_id).texts_before(rule.text):
        meant = meant.exclude(_contains(text))
    return meant.exclude(category=rule.category)


def _contains(text: str) -> Q:
    return Q(merchant__icontains=text) | Q(description__icontains=text)
