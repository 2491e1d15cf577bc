from django.conf import settings
from django.db import models


class RememberedAnswers(models.Model):
    """How somebody's files with these columns are read, as they once said."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="remembered_answers"
    )
    signature = models.CharField(max_length=100)
    """reading.tables.Table.signature: the columns' names, or their shapes."""
    answers = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "signature"], name="remembered_answers_once_a_signature"
            ),
        )

    def __str__(self) -> str:
        return self.signature
