from constance import config
from django.db.models import Count

from apps.accounts.models import User
from apps.statements.models import Transaction

# Latest transactions that are counted.
SAMPLE_SIZE = 100


def get_default_currency(*, owner_id: int) -> str:
    """Return the currency for files without one.

    That is the owner's choice, else the most used one of their latest transactions.
    """
    chosen = User.objects.values_list("currency", flat=True).get(pk=owner_id)
    if chosen:
        return chosen
    latest = Transaction.objects.filter(owner_id=owner_id).order_by("-date", "-id")
    usual = (
        Transaction.objects.filter(pk__in=latest.values("pk")[:SAMPLE_SIZE])
        .values_list("currency")
        .annotate(rows=Count("pk"))
        .order_by("-rows")
        .first()
    )
    return str(usual[0] if usual else config.DEFAULT_CURRENCY)
