from django.conf import settings
from django.db import models


class Spending(models.Model):
    """What was spent, added up for the pages: a row a day, and one a month of each category,
    merchant and card; and a row a day of what was paid. Always what the transactions say, unless
    StaleSpending says otherwise."""

    class Dimension(models.TextChoices):
        DAY = "day"
        CATEGORY = "category"
        MERCHANT = "merchant"
        CARD = "card"
        PAYMENT = "payment"

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
    """The day, or the first of the month."""
    key = models.TextField()
    """The category, merchant or card; empty for a day, and for payments."""
    spend = models.DecimalField(max_digits=20, decimal_places=2)
    """Refunds taken off; payments of the card's bill are no spending, and stand on their own."""
    count = models.PositiveIntegerField()

    class Meta:
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
    """A change of transactions that Spending does not know yet."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stale_spending"
    )
    first = models.DateField()
    last = models.DateField()
    """The first and the last day of what changed."""

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"
