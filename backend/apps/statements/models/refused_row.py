from django.db import models

from apps.statements.error_messages import error_message
from apps.statements.models.statement import Statement


class RefusedRow(models.Model):
    """A row that was not imported, with the error."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="refused_rows")
    line = models.PositiveIntegerField()
    code = models.CharField(max_length=50)
    details = models.JSONField(default=dict)
    cells = models.JSONField(default=list, db_default=[])
    """Cells as in the file."""
    readable = models.JSONField(default=dict, db_default={})
    """Date, description, amount and currency, as far as they could be read."""

    class Meta:
        ordering = ("line",)
        verbose_name = "rejected row"

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"

    @property
    def message(self) -> str:
        return error_message(self.code, self.details)
