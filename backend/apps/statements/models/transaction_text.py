from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper


class TransactionText(models.Model):
    """A distinct merchant and description of an owner's transactions, to find words in.

    Banks repeat their texts, so that there are far fewer of them than transactions.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="transaction_texts"
    )
    merchant = models.TextField()
    description = models.TextField()
    too_many = models.BooleanField(default=False, db_default=False)
    """True in the only row of an owner with more texts than are stored."""

    class Meta:
        indexes = (
            GinIndex(
                OpClass(Upper("merchant"), "gin_trgm_ops"),
                OpClass(Upper("description"), "gin_trgm_ops"),
                name="transaction_text_words",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(too_many=True),
                name="transaction_text_too_many",
            ),
        )

    def __str__(self) -> str:
        return f"{self.merchant}: {self.description}"
