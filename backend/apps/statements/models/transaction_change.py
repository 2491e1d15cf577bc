from django.conf import settings
from django.db import models

from apps.statements.models.statement import Statement


class TransactionChange(models.Model):
    """A change that its owner can undo for a while, see undo.py."""

    class Kind(models.TextChoices):
        CATEGORY = "category"
        DELETION = "deletion"
        MERGE = "merge"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="transaction_changes"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # The statement that was deleted with its transactions.
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, null=True, blank=True)
    merged = models.CharField(max_length=50, default="", db_default="", blank=True)
    """Key of the category that was merged into another one; else empty."""
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    """First and last day of the changed transactions; None if there are none."""
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at}"
