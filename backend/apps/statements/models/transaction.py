from django.conf import settings
from django.db import models

from apps.statements.models.statement import Statement


class Transaction(models.Model):
    """A line of a statement. Spend is positive; payments and refunds are negative.

    The two keys are not checked row by row, which would cost half of the time of an import: an
    import holds the lock of its statement, and who deletes an account or a statement deletes these
    first.
    """

    class Kind(models.TextChoices):
        PURCHASE = "purchase"
        PAYMENT = "payment"
        REFUND = "refund"
        FEE = "fee"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="transactions",
        db_index=False,
        db_constraint=False,
    )
    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="transactions", db_constraint=False
    )
    line = models.PositiveIntegerField()
    date = models.DateField()
    description = models.TextField()
    """As the bank wrote it, with each run of white space as one blank."""
    merchant = models.TextField(default="", db_default="")
    """The description as people say it."""
    category = models.TextField(blank=True)
    """One of categories.CATEGORIES, or the owner's own word; empty where there is none yet."""
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    card = models.TextField(default="", db_default="")

    class Meta:
        indexes = (
            models.Index(fields=["owner", "-date", "-id"], name="transaction_newest"),
            # Alone, so that equal keys share an entry: half the size, and a third of the time.
            models.Index(fields=["owner", "merchant"], name="transaction_merchant"),
        )

    def __str__(self) -> str:
        return f"{self.date} {self.description} {self.amount} {self.currency}"
