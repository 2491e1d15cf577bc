from django.conf import settings
from django.db import models


class RememberedAnswers(models.Model):
    """Answers of a user that apply to all files with the same columns."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="remembered_answers"
    )
    signature = models.CharField(max_length=100)
    """See parsing.opened_table.Table.signature: names or types of the columns."""
    answers = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = "remembered answers"
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "signature"], name="remembered_answers_once_a_signature"
            ),
        )

    def __str__(self) -> str:
        return self.signature
