from django.conf import settings
from django.db import models
from django.db.models.functions import Cast

from apps.statements.models.statement import Statement


class Transaction(models.Model):
    """A row of a statement, or one that the owner has entered.

    Spending is positive; payments and refunds are negative.

    The foreign keys have no constraints, which would take half of the time of an import: an import
    locks its statement, and deleting a statement or an account deletes its transactions first.

    A deleted transaction has no owner until its deletion can no longer be undone, so that no query
    for the transactions of an owner finds it.
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
        null=True,
    )
    # None for a transaction that the owner has entered.
    statement = models.ForeignKey(
        Statement,
        on_delete=models.CASCADE,
        related_name="transactions",
        db_constraint=False,
        null=True,
    )
    line = models.PositiveIntegerField()
    date = models.DateField()
    description = models.TextField()
    """Text of the bank with single spaces."""
    merchant = models.TextField(default="", db_default="")
    """Normalized name of the merchant."""
    category = models.TextField(blank=True)
    """One of categories.CATEGORIES, or a user's own; empty if uncategorized."""
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Dinars have three decimals. Postgres keeps as many as are written.
    amount = models.DecimalField(max_digits=15, decimal_places=3)
    currency = models.CharField(max_length=3)
    card = models.TextField(default="", db_default="")
    bank_id = models.TextField(default="", db_default="")
    """Key of the account and the bank's own id, where a file has one; for duplicates only."""
    note = models.TextField(default="", db_default="", blank=True)
    """Text of the owner."""
    excluded = models.BooleanField(default=False, db_default=False)
    """Not spending, by the owner's choice, as a payment of the card's bill."""
    change_id = models.BigIntegerField(null=True)
    """The last TransactionChange; an undone or expired one no longer exists."""
    previous_category = models.TextField(default="", db_default="")
    """Category before that change."""

    class Meta:
        indexes = (
            models.Index(fields=["owner", "-date", "-id"], name="transaction_newest"),
            # Separate, so that equal keys share an entry: half the size, and a third of the time.
            models.Index(fields=["owner", "merchant"], name="transaction_merchant"),
            models.Index(fields=["owner", "category", "-date"], name="transaction_category"),
            models.Index(
                "owner", Cast("amount", models.BigIntegerField()), name="transaction_whole_amount"
            ),
            # Small: few transactions are fees, refunds or payments.
            models.Index(
                fields=["owner", "kind"],
                condition=~models.Q(kind="purchase"),
                name="transaction_rare_kind",
            ),
            # Costs an import nothing: no imported row is in it.
            models.Index(
                fields=["change_id"],
                condition=models.Q(owner=None),
                name="transaction_deleted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.date} {self.description} {self.amount} {self.currency}"
