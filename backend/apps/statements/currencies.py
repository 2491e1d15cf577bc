from constance import config
from django.db.models import Count

from apps.statements.models import Transaction

LATEST = 100


def usual_currency(*, owner_id: int) -> str:
    """The ISO code that most of the owner's latest transactions have; for what names none."""
    latest = Transaction.objects.filter(owner_id=owner_id).order_by("-date", "-id")
    usual = (
        Transaction.objects.filter(pk__in=latest.values("pk")[:LATEST])
        .values_list("currency")
        .annotate(rows=Count("pk"))
        .order_by("-rows")
        .first()
    )
    return str(usual[0] if usual else config.DEFAULT_CURRENCY)
