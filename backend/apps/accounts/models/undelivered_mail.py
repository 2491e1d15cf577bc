from django.db import models


class UndeliveredMail(models.Model):
    """Mail that failed for a day or was rejected permanently. Kept until staff sends it again or it
    is a month old."""

    task = models.CharField(max_length=100)
    """Name of the Celery task that writes and sends the mail."""
    arguments = models.JSONField()
    """Arguments of the task. Never shown: they may hold secrets."""
    email = models.EmailField(max_length=254, blank=True)
    """Recipient, if known."""
    error = models.CharField(max_length=500)
    attempts = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.kind} to {self.email or 'an unknown recipient'}"

    @property
    def kind(self) -> str:
        return self.task.rpartition(".")[2]
