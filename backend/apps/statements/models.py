import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models

from apps.statements.formats import known_formats
from apps.statements.reasons import tell


def private_storage() -> Storage:
    return storages["private"]


def folder_of(owner_id: int) -> str:
    return f"statements/{owner_id}"


def stored_name(statement: "Statement", filename: str) -> str:
    """Where the upload is kept; the user's own name for it is data, never a path."""
    return f"{folder_of(statement.owner_id)}/{statement.pk}.csv"


class Statement(models.Model):
    """A file that somebody uploaded, and what became of it."""

    class Status(models.TextChoices):
        QUEUED = "queued"
        PROCESSING = "processing"
        IMPORTED = "imported"
        REJECTED = "rejected"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="statements"
    )
    file = models.FileField(storage=private_storage, upload_to=stored_name)
    filename = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    format = models.CharField(max_length=50, blank=True)
    rows_imported = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    rows_skipped = models.PositiveIntegerField(default=0)
    problem_code = models.CharField(max_length=50, blank=True)
    problem_details = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["owner", "-created_at", "-id"], name="statement_newest"),)

    def __str__(self) -> str:
        return self.filename

    @property
    def has_ended(self) -> bool:
        return self.status in {self.Status.IMPORTED, self.Status.REJECTED}

    @property
    def problem(self) -> dict[str, str] | None:
        """Why nothing of the file was imported."""
        if not self.problem_code:
            return None
        message = tell(self.problem_code, self.problem_details)
        return {"code": self.problem_code, "message": message}

    @property
    def format_name(self) -> str:
        return next((known.name for known in known_formats() if known.id == self.format), "")


class Transaction(models.Model):
    """A line of a statement. Spend is positive; payments and refunds are negative."""

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
    )
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="transactions")
    line = models.PositiveIntegerField()
    date = models.DateField()
    description = models.TextField()
    category = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)

    class Meta:
        indexes = (models.Index(fields=["owner", "-date", "-id"], name="transaction_newest"),)

    def __str__(self) -> str:
        return f"{self.date} {self.description} {self.amount} {self.currency}"


class RefusedRow(models.Model):
    """A line of the file that was not imported, and why."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="refused_rows")
    line = models.PositiveIntegerField()
    code = models.CharField(max_length=50)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ("line",)

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"

    @property
    def message(self) -> str:
        return tell(self.code, self.details)
