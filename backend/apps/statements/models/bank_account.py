from django.conf import settings
from django.db import models
from django.db.models.functions import Lower


class BankAccount(models.Model):
    """A card or bank account of a user, to which statements belong."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bank_accounts"
    )
    name = models.CharField(max_length=60)
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    """Deleted once that can no longer be undone, see bank_accounts.py."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                condition=models.Q(deleted_at=None),
                name="bank_account_once_a_name",
            ),
        )

    def __str__(self) -> str:
        return self.name
