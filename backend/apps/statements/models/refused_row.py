from django.db import models

from apps.statements.models.statement import Statement
from apps.statements.reasons import tell


class RefusedRow(models.Model):
    """A line of the file that was not imported, and why."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="refused_rows")
    line = models.PositiveIntegerField()
    code = models.CharField(max_length=50)
    details = models.JSONField(default=dict)
    cells = models.JSONField(default=list, db_default=[])
    """The line as it stands in the file."""

    class Meta:
        ordering = ("line",)

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"

    @property
    def message(self) -> str:
        return tell(self.code, self.details)
