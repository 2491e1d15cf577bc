from django.conf import settings
from django.db import models


class Spending(models.Model):
    """Stored totals per day, per month and category, merchant, card or account, and of payments.

    They match the transactions, except for the days in StaleSpending.
    """

    class Dimension(models.TextChoices):
        DAY = "day"
        CATEGORY = "category"
        MERCHANT = "merchant"
        CARD = "card"
        ACCOUNT = "account"
        PAYMENT = "payment"
        """Payments and what the owner excludes, per day."""
        INCOME = "income"
        """Payments named as a salary, a pension or interest, per month and account."""
        DEPOSIT = "deposit"
        """Other payments: of a card's bill, or to a bank account; per month and account."""
        GROUP = "group"
        """All transactions with the same category, card and kind, per month."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="spending",
        db_index=False,
        db_constraint=False,
    )
    currency = models.CharField(max_length=3)
    dimension = models.CharField(max_length=8, choices=Dimension.choices)
    date = models.DateField()
    """The day, or the first day of the month."""
    key = models.TextField()
    """Category, merchant, card or id of the account; a JSON array of category, card and kind for
    groups; empty for days and payments per day."""
    spend = models.DecimalField(max_digits=21, decimal_places=3)
    """Refunds are subtracted; payments of the card's bill, and what the owner excludes, have rows
    of their own, and add nothing to the spending of a group."""
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "spending"
        indexes = (
            models.Index(
                fields=["owner", "dimension", "currency", "date"],
                include=["key", "spend", "count"],
                name="spending_of_a_dimension",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dimension} {self.key} {self.date}: {self.spend} {self.currency}"


class StaleSpending(models.Model):
    """Days whose transactions have changed since Spending was calculated."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stale_spending"
    )
    first = models.DateField()
    last = models.DateField()
    """First and last changed day."""

    class Meta:
        verbose_name = verbose_name_plural = "stale spending"

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"
